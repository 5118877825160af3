// A folder of built files in, a web server on this machine out. Absolute links of the site to itself
// are turned into links to the server, so that nothing needs the real host.
import { readFile, stat } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};
const TEXTS = new Set([".html", ".css", ".js", ".json", ".xml", ".svg"]);

/**
 * Serve `folder` as the site `siteUrl` ("" for none). `extra` maps names to HTML that no file holds.
 * Resolves to { root, close }: the address that stands for the site's root, and the off switch.
 */
export async function serveFolder(folder, siteUrl, extra = {}) {
  const prefix = siteUrl ? new URL(siteUrl).pathname.replace(/\/$/, "") : "";
  let root;
  const server = http.createServer(async (request, response) => {
    const answer = await findAnswer(path.resolve(folder), prefix, request.url, extra);
    const headers = { "Content-Type": answer.type, ...answer.headers };
    const body = answer.isText ? replaceAddress(String(answer.body), siteUrl, root) : answer.body;
    response.writeHead(answer.status, { ...headers, "Content-Length": Buffer.byteLength(body) });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${server.address().port}${prefix}`;
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { root, close };
}

async function findAnswer(folder, prefix, url, extra) {
  const missing = { status: 404, type: "text/plain", body: "not found" };
  const wanted = decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
  if (wanted === "/favicon.ico") return { status: 204, type: "image/x-icon", body: "" };
  if (!`${wanted}/`.startsWith(`${prefix}/`)) return missing;
  const name = wanted.slice(prefix.length + 1);
  if (name in extra) return { status: 200, type: TYPES[".html"], body: extra[name], isText: true };
  const file = path.join(folder, name, wanted.endsWith("/") ? "index.html" : "");
  if (file !== folder && !file.startsWith(folder + path.sep)) return missing;
  const entry = await stat(file).catch(() => null);
  if (!entry) return missing;
  // As static hosts do: a folder without its slash leads to the folder with it.
  if (entry.isDirectory()) return { ...missing, status: 301, headers: { Location: `${wanted}/` } };
  const ending = path.extname(file).toLowerCase();
  const type = TYPES[ending] ?? "application/octet-stream";
  return { status: 200, type, body: await readFile(file), isText: TEXTS.has(ending) };
}

function replaceAddress(text, siteUrl, root) {
  if (!siteUrl) return text;
  const literal = siteUrl.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`${literal}(?![\\w-]|\\.\\w)`, "g"), root);
}
