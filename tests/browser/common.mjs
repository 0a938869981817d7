// What all browser tests share: Chromium, a web server for a built site, and a page that reports what it complains of.
// `puppeteer-core` is looked for where NODE_PATH says; `CHROMIUM` names another browser than Debian's.
import assert from "node:assert";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";

const puppeteer = createRequire(import.meta.url)("puppeteer-core");
const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** Serves a folder below a path of this machine, as a plain host does; `url` is where it starts. */
export async function serve(folder, base) {
  const server = createServer((request, response) => {
    const address = decodeURIComponent(request.url.split("?")[0]);
    let file = join(folder, address.slice(base.length));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = address.startsWith(base) && existsSync(file);
    response.writeHead(found ? 200 : 404, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
    if (found) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close };
}

/** Runs a test with a page of a new browser. The test ends in failure when the page complains of anything. */
export async function withPage(test) {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
  const browser = await puppeteer.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(20000);
    const faults = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await test(page, faults);
    assert.deepStrictEqual(faults, [], "the console is quiet");
  } finally {
    await browser.close();
  }
}

/** Asserts what holds within the page. */
export async function holds(page, what, test, ...args) {
  assert.ok(await page.evaluate(test, ...args), what);
}
