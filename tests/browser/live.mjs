// The live preview in a real browser: an edit shows without a reload by hand and at the same place of the page; a broken
// template is told on top of the last good page and forgotten when mended; a style sheet is swapped without a reload.
// Usage: node live.mjs DAYBRIEF
import assert from "node:assert";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { holds, withPage } from "./common.mjs";

const site = mkdtempSync(join(tmpdir(), "daybrief-live-"));
const write = (path, text) => {
  mkdirSync(join(site, path, ".."), { recursive: true });
  writeFileSync(join(site, path), text);
};
const article = (news) =>
  `# ${news}\n\n` + Array.from({ length: 80 }, (_, n) => `Paragraph ${n} of the news: ${news}.\n\n`).join("");
write("content/2026-03-19-ferry.md", article("Ferry fares stay"));

const server = spawn(process.argv[2], ["serve", site, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
let took;
try {
  let url;
  for await (const line of createInterface({ input: server.stderr })) {
    url = /^serving at (\S+)/.exec(line)?.[1];
    if (url) break;
  }
  server.stderr.resume();
  await withPage(async (page) => {
    const message = "#daybrief-message";
    await page.goto(`${url}2026/03/19/ferry/`, { waitUntil: "load" });
    await page.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));

    const start = Date.now();
    write("content/2026-03-19-ferry.md", article("Ferry fares rise"));
    await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Ferry fares rise");
    took = Date.now() - start;
    // The place on the page is kept.
    await page.waitForFunction(() => Math.abs(scrollY - 700) < 5);

    write("templates/article.html", "{% if %}");
    await page.waitForSelector(message);
    const told = await page.$eval(message, (element) => element.textContent);
    assert.ok(told.includes("templates/article.html:1:"), `a broken template is told with its place: ${told}`);
    await holds(page, "the last good page stays", () => document.querySelector("h1").textContent === "Ferry fares rise");
    rmSync(join(site, "templates"), { recursive: true });
    await page.waitForFunction((message) => !document.querySelector(message), {}, message);

    // A folder that goes is told in several events, and each may reload the page.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.waitForFunction(() => document.readyState === "complete");
    await page.evaluate(() => { window.mark = 1; });
    write("static/style.css", "body { background: rgb(1, 2, 3) }");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
    await holds(page, "a style sheet is swapped without a reload", () => window.mark === 1);
  });
} finally {
  server.kill("SIGINT");
  rmSync(site, { recursive: true, force: true });
}
console.log(`live preview: an edit shows in ${took} ms, faults come and go, styles are swapped`);
