// linkinator: on stdin a folder, its address, and the names of pages, style sheets and feeds; on stdout
// the number of links that it followed, and those that are broken.
//
// Each file is a run of its own. In one run over all of them, linkinator looks for a fragment only when
// it first meets the page, and misses those of pages that come later.
import { text } from "node:stream/consumers";

import { LinkChecker } from "linkinator";

import { serveFolder } from "./serve_folder.mjs";

const job = JSON.parse(await text(process.stdin));
const server = await serveFolder(job.folder, job.siteUrl, job.extra);
const findings = [];
let links = 0;
for (const name of job.files) {
  const start = `${server.root}/${name.split("/").map(encodeURIComponent).join("/")}`;
  const result = await new LinkChecker().check({
    path: start,
    recurse: false,
    checkFragments: true,
    checkCss: true,
    concurrency: 20,
    linksToSkip: async (url) => !`${url}/`.startsWith(`${server.root}/`),
  });
  for (const link of result.links) {
    if (link.state === "OK" && link.url !== start) links += 1;
    if (link.state !== "BROKEN") continue;
    const why = link.failureDetails?.find((detail) => detail instanceof Error)?.message;
    const url = link.url.replace(server.root, "");
    findings.push({ file: name, text: `broken link ${url} (${why ?? link.status})` });
  }
}
await server.close();
process.stdout.write(JSON.stringify({ links, findings }));
