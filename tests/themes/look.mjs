// Sites in, what is wrong with the look of the film reviews in them out. On stdin a job: where the
// judges' Node packages are, the browser's path, and sites with their folders and pages.
// One browser; each page is loaded once and then shown in every width and colour scheme.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const job = JSON.parse(await text(process.stdin));
const require = createRequire(job.packages);
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [320, 360, 768, 1280];
// Each scheme in one of the widths that differ most.
const VIEWS = [
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
];
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--allow-file-access-from-files",
];

const browser = await chromium.launch({ executablePath: job.chromium, args: FLAGS });
const answer = {};
try {
  for (const site of job.sites) {
    answer[site.name] = { heads: {}, checks: 0, findings: [] };
    for (const name of site.pages) await lookAt(site, name, answer[site.name]);
  }
  answer.stars = await measureStars(job.stars);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(answer));

async function openPage(url, report) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce", // else a colour is read half-way from dark to light
  });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && report(`console: ${message.text()}`));
  page.on("pageerror", (error) => report(`script error: ${error.message}`));
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  return { context, page };
}

async function lookAt(site, name, result) {
  const report = (words) => result.findings.push(`${name}: ${words}`);
  const { context, page } = await openPage(pathToFileURL(`${site.folder}/${name}`).href, report);
  result.heads[name] = await page.evaluate(() => ({
    reviews: document.head.querySelectorAll('script[type="application/ld+json"]').length,
    stylesheets: document.head.querySelectorAll('link[href$="filmreview.css"]').length,
  }));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const words of await page.evaluate(findOverflow)) report(`${width}px: ${words}`);
  }
  for (const words of await page.evaluate(findOrnaments)) report(words);
  await page.evaluate(axe);
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const { passes, words } = await page.evaluate(judgeAccess, LEVELS);
    result.checks += passes;
    for (const one of words) report(`${width}px ${colorScheme}: ${one}`);
  }
  await context.close();
}

/** What of a film sticks out of its frame, or of the window. */
function findOverflow() {
  const found = [];
  for (const film of document.querySelectorAll(".film-review")) {
    const frame = film.getBoundingClientRect();
    if (frame.right > document.documentElement.clientWidth + 1 || frame.left < -1) {
      found.push(`${film.id || film.className} leaves the window`);
    }
    for (const element of film.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (box.width && (box.right > frame.right + 1 || box.left < frame.left - 1)) {
        found.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> leaves its frame`);
      }
    }
  }
  return [...new Set(found)];
}

/** What a theme's rules for prose do to a quote, a tagline and a frame that are none of its prose. */
function findOrnaments() {
  const found = [];
  const laidOut = ".film-review:not(.film-review--bare)";
  for (const quote of document.querySelectorAll(`${laidOut} blockquote:has(.film-words)`)) {
    for (const side of ["::before", "::after"]) {
      if (getComputedStyle(quote, side).content !== "none") found.push(`a second mark ${side} a quote`);
    }
  }
  for (const line of document.querySelectorAll(`${laidOut} :is(.film-words, .film-speaker, .film-tagline)`)) {
    const { textAlign, textIndent } = getComputedStyle(line);
    if (textAlign !== "start" || textIndent !== "0px") found.push(`${line.className} stands ${textAlign}, ${textIndent}`);
  }
  for (const box of document.querySelectorAll(".film-review--card > .film-box")) {
    const space = box.firstElementChild.getBoundingClientRect().left - box.getBoundingClientRect().left;
    const letter = Number.parseFloat(getComputedStyle(box).fontSize);
    if (space < 0.99 * letter) found.push(`the frame is ${space}px from text of ${letter}px`);
  }
  return [...new Set(found)];
}

/** What axe finds in the films, but for colours that the theme gives to the same things in prose. */
async function judgeAccess(levels) {
  const options = { runOnly: { type: "tag", values: levels }, resultTypes: ["violations"] };
  const run = (target) => window.axe.run(target, options);
  const nodesOf = ({ violations }) =>
    violations.flatMap((rule) => rule.nodes.map((node) => ({ rule, node, data: node.any[0]?.data })));
  const pair = ({ data }) => `${data.fgColor} on ${data.bgColor}`;
  const colours = ({ rule }) => rule.id === "color-contrast";
  const prose = await run({ include: [["body"]], exclude: [[".film-review"]] });
  const own = new Set(nodesOf(prose).filter(colours).map(pair));
  const films = await run({ include: [[".film-review"]] });
  const found = nodesOf(films).filter((one) => !colours(one) || !own.has(pair(one)));
  const words = found.map(
    ({ rule, node }) => `${rule.id}: ${node.target.join(" ")}: ${node.any[0]?.message ?? rule.help}`,
  );
  return { passes: films.passes.length, words };
}

/** How much of each row of stars is painted in the accent: the share of width, and of area. */
async function measureStars(url) {
  const { context, page } = await openPage(pathToFileURL(url).href, () => {});
  await page.addStyleTag({
    content: ":root{--film-accent:#f00;--film-empty:#00f;--film-star-size:60px} .film-review{background:#fff}",
  });
  const rows = {};
  for (const row of await page.locator(".film-rating--stars").all()) {
    const svg = row.locator("svg");
    const picture = (await svg.screenshot({ animations: "disabled" })).toString("base64");
    const words = (await row.innerText()).trim();
    const width = await svg.evaluate((one) => {
      const rect = one.firstElementChild.getBoundingClientRect();
      return rect.width / one.getBoundingClientRect().width;
    });
    rows[words] = { width, ...(await page.evaluate(countColours, picture)) };
  }
  await context.close();
  return rows;
}

async function countColours(picture) {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  let full = 0;
  let empty = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] > 200 && data[i + 2] < 60) full += 1;
    if (data[i + 2] > 200 && data[i] < 60) empty += 1;
  }
  return { area: full / (full + empty) };
}
