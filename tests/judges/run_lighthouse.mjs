// Lighthouse in Chromium: on stdin a folder, its address, names of pages and the browser's path; on
// stdout how many pages and audits were judged, and each audit that keeps a page from full marks.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

import lighthouse from "lighthouse";

import { serveFolder } from "./serve_folder.mjs";

// Chrome-launcher is Lighthouse's own.
const require = createRequire(createRequire(import.meta.url).resolve("lighthouse"));
const { launch } = await import(require.resolve("chrome-launcher"));

const CATEGORIES = ["accessibility", "best-practices", "seo"];
// A site at home is not served by https; a host on the web is.
const NOT_HERE = ["is-on-https", "redirects-http"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

const job = JSON.parse(await text(process.stdin));
const server = await serveFolder(job.folder, job.siteUrl);
const chrome = await launch({ chromePath: job.chromium, chromeFlags: FLAGS, logLevel: "silent" });
const answer = { pages: 0, audits: 0, findings: [] };
try {
  for (const name of job.pages) await judgePage(name);
} finally {
  await chrome.kill();
  await server.close();
}
process.stdout.write(JSON.stringify(answer));

async function judgePage(name) {
  // The front page has the address that a site gives itself.
  const path = name === "index.html" ? "" : name.split("/").map(encodeURIComponent).join("/");
  const url = `${server.root}/${path}`;
  const options = { port: chrome.port, logLevel: "silent", onlyCategories: CATEGORIES, skipAudits: NOT_HERE };
  const { lhr } = await lighthouse(url, options);
  if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
  answer.pages += 1;
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    const audits = auditRefs.filter((one) => one.weight > 0).map((one) => lhr.audits[one.id]);
    const scored = audits.filter((audit) => audit && audit.score !== null);
    answer.audits += scored.length;
    if (score === null) throw new Error(`${name}: no score for ${id}`);
    for (const audit of scored.filter((one) => one.score < 1)) {
      const where = (audit.details?.items ?? []).map((item) => item.node?.selector ?? item.description ?? item.url ?? "");
      const words = [`${id} ${Math.round(score * 100)}: ${audit.title}`, ...where.slice(0, 3).filter(Boolean)];
      answer.findings.push({ file: name, text: words.join(": ").replaceAll(server.root, "") });
    }
  }
}
