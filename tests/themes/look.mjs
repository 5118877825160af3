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
    for (const name of site.lists) await lookAtList(site, name, answer[site.name]);
    answer[site.name].strip = await measureStrip(site);
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
    for (const find of [findOverflow, findBrokenNames, findMixedWords]) {
      for (const words of await page.evaluate(find)) report(`${width}px: ${words}`);
    }
  }
  for (const words of await page.evaluate(findOrnaments)) report(words);
  await page.emulateMedia({ forcedColors: "active" });
  for (const words of await page.evaluate(findUnforced)) report(words);
  await page.emulateMedia({ forcedColors: "none" });
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

async function lookAtList(site, name, result) {
  const report = (words) => result.findings.push(`${name}: ${words}`);
  const { context, page } = await openPage(pathToFileURL(`${site.folder}/${name}`).href, report);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const words of await page.evaluate(findLost)) report(`${width}px: ${words}`);
  }
  await context.close();
}

/** What of a page of the collection leaves the window, but for what is scrolled to. */
function findLost() {
  const list = document.querySelector(".film-collection");
  const found = [];
  for (const element of list.querySelectorAll(":not(.film-scroll *)")) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > document.documentElement.clientWidth + 1 || box.left < -1)) {
      found.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> leaves the window`);
    }
  }
  for (const row of list.querySelectorAll("tr:has(img)")) {
    const [poster, title] = row.querySelectorAll("img, a");
    const box = poster.getBoundingClientRect();
    const name = title.getBoundingClientRect();
    if (box.width && box.right > name.left && box.left < name.right) found.push("a poster covers a title");
  }
  return [...new Set(found)];
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

/** Which names are broken within a word, and which stand far from what they are. */
function findBrokenNames() {
  const found = [];
  const range = document.createRange();
  const boxesOf = (node, start, end) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    return [...range.getClientRects()].filter((box) => box.width);
  };
  for (const details of document.querySelectorAll(".film-review:not(.film-review--bare) .film-details")) {
    const walk = document.createTreeWalker(details, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      for (const { 0: word, index } of node.data.matchAll(/[^\s-]{2,12}(?=[\s,]|$)/gu)) {
        const lines = new Set(boxesOf(node, index, index + word.length).map((box) => Math.round(box.top)));
        if (lines.size > 1 && !/[^\s-]/u.test(node.data[index - 1] ?? " ")) found.push(`“${word}” is broken`);
      }
    }
  }
  for (const label of document.querySelectorAll(".film-review--compact .film-details dt:dir(ltr)")) {
    const letter = Number.parseFloat(getComputedStyle(label).fontSize);
    const edge = label.getClientRects()[label.getClientRects().length - 1];
    range.selectNodeContents(label.nextElementSibling);
    const box = range.getClientRects()[0];
    const hole = box.left - edge.right;
    if (Math.abs(box.top - edge.top) < letter / 2 && hole > letter / 2) {
      found.push(`a hole of ${hole}px after “${label.textContent}”`);
    }
  }
  return [...new Set(found)];
}

/** What of a title or of other reviews stands where something else should. */
function findMixedWords() {
  const found = [];
  const boxOf = (element) => element.getBoundingClientRect();
  for (const year of document.querySelectorAll(".film-title > .film-year")) {
    const [box, name] = [boxOf(year), year.previousElementSibling.getClientRects()];
    const end = name[name.length - 1];
    const isBefore = getComputedStyle(year.parentElement).direction === "rtl" ? box.left > end.left : box.left < end.left;
    if (Math.abs(box.bottom - end.bottom) < box.height / 2 && isBefore) {
      found.push(`the year of “${year.previousElementSibling.textContent}” comes first`);
    }
  }
  const range = document.createRange();
  for (const note of document.querySelectorAll("li:dir(ltr) > .film-viewing-note")) {
    range.selectNodeContents(note);
    if (range.getBoundingClientRect().left > boxOf(note).left + 2) found.push("a note stands far from its date");
  }
  for (const poster of document.querySelectorAll(".film-review:not(.film-review--bare) .film-related-poster")) {
    const [box, name] = [boxOf(poster), boxOf(poster.nextElementSibling)];
    if (box.right > name.left && box.left < name.right) found.push("a poster covers a title");
  }
  return [...new Set(found)];
}

/** Which drawings have colours of their own where the reader's system has forced its own. */
function findUnforced() {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "CanvasText";
  const { color } = getComputedStyle(probe);
  probe.remove();
  const drawn = ":is(.film-stars, .film-bar, .film-thumb) :is(rect, path)";
  const found = [];
  for (const shape of document.querySelectorAll(`.film-review:not(.film-review--bare) ${drawn}`)) {
    const { fill } = getComputedStyle(shape);
    if (fill !== color) found.push(`forced colours: ${shape.parentElement.className.baseVal} is ${fill}`);
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
  // Whether links are underlined is a theme's choice, which it may make for paragraphs alone.
  const sample = document.body.appendChild(document.createElement("div"));
  sample.innerHTML = 'Words <a href="https://example.org/">link</a> words';
  const line = getComputedStyle(sample.firstElementChild).textDecorationLine;
  sample.remove();
  const options = {
    runOnly: { type: "tag", values: levels },
    resultTypes: ["violations"],
    rules: { "link-in-text-block": { enabled: line !== "none" } },
  };
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

/**
 * How a strip looks on a phone: how many letters high the space above its facts is, and how much
 * of its width the title has where a theme has set the size of posters in wide columns.
 */
async function measureStrip(site) {
  const { context, page } = await openPage(pathToFileURL(`${site.folder}/layouts.html`).href, () => {});
  await page.setViewportSize({ width: 390, height: 900 });
  const hole = await page.evaluate(() => {
    const head = document.querySelector(".film-review--compact .film-head");
    const boxOf = (name) => head.querySelector(name).getBoundingClientRect();
    const above = Math.max(boxOf(".film-poster").bottom, boxOf(".film-rating").bottom);
    return (boxOf(".film-details").top - above) / Number.parseFloat(getComputedStyle(head).fontSize);
  });
  await page.addStyleTag({ content: ":root{--film-poster-size:18em}" });
  const title = await page.evaluate(() => {
    const title = document.querySelector(".film-review--compact .film-title");
    return title.getBoundingClientRect().width / title.closest(".film-head").getBoundingClientRect().width;
  });
  await context.close();
  return { title, hole };
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
