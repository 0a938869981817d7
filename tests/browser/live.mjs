// The live preview in a real browser: `node tests/browser/live.mjs target/release/daybrief`.
//
// An edit shows without a reload by hand and at the same place of the page; a broken template is told on top of the
// last good page and forgotten when mended; a style sheet is swapped without a reload. Needs the npm package
// `playwright` or `playwright-core` (NODE_PATH is looked at) and Chromium (`CHROMIUM` names another one); without them
// it says so and does nothing.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const chromium = process.env.CHROMIUM || "/usr/bin/chromium";
let playwright;
for (const name of ["playwright", "playwright-core"]) {
  try { playwright ??= require(name); } catch { /* the other one, perhaps */ }
}
if (!playwright || !existsSync(chromium)) {
  console.log("skipped: no playwright, or no Chromium");
  process.exit(0);
}

const site = mkdtempSync(join(tmpdir(), "daybrief-live-"));
const write = (path, text) => {
  mkdirSync(join(site, path, ".."), { recursive: true });
  writeFileSync(join(site, path), text);
};
const article = (news) =>
  `# ${news}\n\n` + Array.from({ length: 80 }, (_, n) => `Paragraph ${n} of the news: ${news}.\n\n`).join("");
write("content/2026-03-19-ferry.md", article("Ferry fares stay"));

const server = spawn(process.argv[2] || "daybrief", ["serve", site, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
let browser;
let failed = 0;
const check = (what, holds) => {
  console.log(`${holds ? "ok" : "FAILED"}: ${what}`);
  failed += holds ? 0 : 1;
};
try {
  let url;
  for await (const line of createInterface({ input: server.stderr })) {
    url = /^serving at (\S+)/.exec(line)?.[1];
    if (url) break;
  }
  server.stderr.resume();
  browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-quic"] });
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  const limit = { timeout: 30000 };
  await page.goto(`${url}2026/03/19/ferry/`);
  await page.evaluate(() => scrollTo(0, 700));

  const start = Date.now();
  write("content/2026-03-19-ferry.md", article("Ferry fares rise"));
  await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Ferry fares rise", null, limit);
  check(`an edit shows by itself (${Date.now() - start} ms)`, true);
  await page.waitForFunction(() => Math.abs(scrollY - 700) < 5, null, limit);
  check("the place on the page is kept", true);

  write("templates/article.html", "{% if %}");
  await page.waitForSelector("#daybrief-message", limit);
  const message = await page.textContent("#daybrief-message");
  check("a broken template is told with its place", message.includes("templates/article.html:1:"));
  check("the last good page stays", (await page.textContent("h1")) === "Ferry fares rise");
  rmSync(join(site, "templates"), { recursive: true });
  await page.waitForFunction(() => !document.querySelector("#daybrief-message"), null, limit);
  check("mended, the message goes by itself", true);
  await page.waitForLoadState("load");

  await page.evaluate(() => { window.mark = 1; });
  write("static/style.css", "body { background: rgb(1, 2, 3) }");
  const green = () => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)";
  await page.waitForFunction(green, null, limit);
  check("a style sheet is swapped without a reload", (await page.evaluate(() => window.mark)) === 1);
  check(`nothing is complained of ${problems.join("; ")}`, problems.length === 0);
} finally {
  await browser?.close();
  server.kill("SIGINT");
  rmSync(site, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
