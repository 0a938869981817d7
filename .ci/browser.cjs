// Reads a built site as a reader does. Usage: node browser.cjs PUBLIC BASE
"use strict";
const assert = require("assert");
const fs = require("fs");
const http = require("http");
const path = require("path");
const puppeteer = require("puppeteer-core");

const [folder, base] = process.argv.slice(2);
const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const server = http.createServer((request, response) => {
  const address = decodeURIComponent(request.url.split("?")[0]);
  let file = path.join(folder, address.slice(base.length));
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, "index.html");
  const found = address.startsWith(base) && fs.existsSync(file);
  response.writeHead(found ? 200 : 404, { "content-type": kinds[path.extname(file)] || "application/octet-stream" });
  response.end(found ? fs.readFileSync(file) : "");
});

// The edition with the most articles is where most can be tried.
function fullestDay() {
  const days = fs.readdirSync(folder, { recursive: true }).map((name) => name.split(path.sep).join("/"));
  const articles = (day) => days.filter((name) => name.startsWith(day) && name.endsWith("/index.html")).length;
  const editions = days.filter((name) => /^\d{4}\/\d\d\/\d\d$/.test(name));
  return editions.sort((a, b) => articles(b) - articles(a))[0] + "/";
}

async function read(browser, site) {
  const page = await browser.newPage();
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(error.message));
  const go = (address) => page.goto(site + address, { waitUntil: "load" });
  const is = async (what, test, ...args) => assert.ok(await page.evaluate(test, ...args), what);
  const press = (text) => page.evaluate((text) => {
    Array.from(document.querySelectorAll("dialog button")).find((b) => b.textContent.includes(text)).click();
  }, text);
  const day = fullestDay();

  await go(day);
  await page.keyboard.press("j");
  await is("j goes to the first article", () => document.activeElement.closest(".lead .is-at") !== null);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await is("k goes back", () => document.activeElement.closest(".lead .is-at") !== null);
  await page.keyboard.press("m");
  await is("m marks as read", () => document.querySelector(".is-at").classList.contains("is-read"));
  await page.keyboard.press("m");
  await is("m takes the mark away", () => !document.querySelector(".is-read"));
  await page.keyboard.press("j");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("o")]);
  await is("o opens the article", () => document.querySelector(".article h1") !== null);

  await go(day);
  await is("what was opened is marked as read", () => document.querySelectorAll(".is-read").length === 1);
  await page.keyboard.press("?");
  await is("? opens the dialog", () => document.querySelector("dialog").open);
  await press("dark");
  await press("A+");
  await press("Unread first");
  await page.keyboard.press("Escape");
  await is("Escape closes it", () => !document.querySelector("dialog").open);
  await go(day);
  await is("colours and size stay", () => {
    const { theme, size } = document.documentElement.dataset;
    return theme === "dark" && size === "3";
  });
  await is("what was read comes last", () => {
    const cards = document.querySelector(".is-read").parentNode;
    return cards.lastElementChild.classList.contains("is-read");
  });
  await press("j k o");
  await page.keyboard.press("?");
  await is("keys can be turned off", () => !document.querySelector("dialog").open);
  assert.ok((await page.pdf({ format: "A4" })).length > 1000, "the page prints");

  await page.setJavaScriptEnabled(false);
  await go(day);
  const cards = (await page.$$(".card")).length;
  assert.ok(cards > 1 && (await page.$$(".card h3 a, .card h2 a")).length === cards, "all is there without scripts");
  assert.deepStrictEqual(faults, [], "the console is quiet");
  await page.close();
}

(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    await read(browser, `http://127.0.0.1:${server.address().port}${base}`);
    console.log(`${base}: keys, marks, colours, print and a page without scripts are as they should be`);
  } finally {
    await browser.close();
    server.close();
  }
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
