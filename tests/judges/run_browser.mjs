// axe-core in Chromium: on stdin a folder, its address, names of pages, a scope and the browser's path;
// on stdout the number of checks, and the findings. One browser and one tab; each page is loaded once,
// then shown in every size and colour scheme.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

import { chromium } from "playwright-core";

import { serveFolder } from "./serve_folder.mjs";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
];
const SCHEMES = ["light", "dark"];
// WCAG 2.2, 1.4.10: content reflows at 320 CSS pixels.
const NARROWEST = { width: 320, height: 640 };
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const job = JSON.parse(await text(process.stdin));
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const server = await serveFolder(job.folder, job.siteUrl);
const browser = await chromium.launch({ executablePath: job.chromium, args: FLAGS });
const answer = { loaded: 0, checks: 0, findings: [] };
try {
  const tab = await openTab();
  for (const name of job.pages) await judgePage(tab, name);
} finally {
  await browser.close();
  await server.close();
}
process.stdout.write(JSON.stringify(answer));

/** A tab that reports what goes wrong while a page loads, and never reaches another host. */
async function openTab() {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const tab = { page: await context.newPage(), name: "" };
  const report = (words) => answer.findings.push({ file: tab.name, text: words.replaceAll(server.root, "") });
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (`${url}/`.startsWith(`${server.root}/`) || url.startsWith("data:")) return route.continue();
    report(`asks another host for ${url}`);
    return route.fulfill({ status: 204 });
  });
  tab.page.on("console", (message) => {
    if (message.type() === "error") report(`console: ${message.text()} ${message.location().url}`);
  });
  tab.page.on("pageerror", (error) => report(`script error: ${error.message}`));
  return tab;
}

/** Load one page, unfold all that is folded, and check it in every size and scheme. */
async function judgePage(tab, name) {
  tab.name = name;
  const { page } = tab;
  const url = `${server.root}/${name.split("/").map(encodeURIComponent).join("/")}`;
  const response = await page.goto(url, { waitUntil: "load" });
  if (response.status() !== 200) throw new Error(`${name}: status ${response.status()}`);
  answer.loaded += 1;
  await page.evaluate(axeSource);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  const said = new Map(); // the words, and where they were true
  const note = (words, where) => said.set(words, [...(said.get(words) ?? []), where]);
  await page.setViewportSize(NARROWEST);
  await checkWidth(page, note, `${NARROWEST.width}px`);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await checkWidth(page, note, `${size.width}px`);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await checkAccess(page, note, `${size.width}px ${colorScheme}`);
    }
  }
  for (const [words, where] of said) answer.findings.push({ file: name, text: `${words} (${where.join(", ")})` });
}

/** Note what makes the page scroll sideways; within a scope, only what stands in it. */
async function checkWidth(page, note, where) {
  const culprit = await page.evaluate((scope) => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return null;
    const clips = (element) =>
      element && element !== document.body && element !== document.documentElement
        ? getComputedStyle(element).overflowX !== "visible" || clips(element.parentElement)
        : false;
    const sticksOut = (element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > clientWidth + 1 || left < -1) && !clips(element.parentElement);
    };
    const inside = scope ? `:is(${scope}), :is(${scope}) *` : "body *";
    const widest = [...document.querySelectorAll(inside)].findLast(sticksOut);
    if (scope && !widest) return null;
    const label = widest ? `<${widest.localName} class="${widest.getAttribute("class") ?? ""}">` : "?";
    return `scrolls sideways: ${scrollWidth} of ${clientWidth} px, because of ${label}`;
  }, job.scope);
  if (culprit) note(culprit, where);
}

/** Note what axe-core finds on the page, or in the scope where the page has it. */
async function checkAccess(page, note, where) {
  const result = await page.evaluate(
    async ([scope, levels]) => {
      if (scope && !document.querySelector(scope)) return null;
      const target = scope ? { include: [[scope]] } : document;
      const options = { runOnly: { type: "tag", values: levels }, resultTypes: ["violations"] };
      const { violations, passes } = await window.axe.run(target, options);
      const lines = violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`),
      );
      return { lines, checks: violations.length + passes.length };
    },
    [job.scope, LEVELS],
  );
  if (!result) return;
  answer.checks += result.checks;
  for (const line of result.lines) note(line, where);
}
