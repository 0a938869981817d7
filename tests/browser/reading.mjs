// Reads a built site as a reader does: keys, read marks, colours, text size, print, and all without scripts.
// Usage: node reading.mjs PUBLIC BASE
import assert from "node:assert";
import { readdirSync } from "node:fs";
import { sep } from "node:path";
import { holds, serve, withPage } from "./common.mjs";

const [folder, base] = process.argv.slice(2);

// The edition with the most articles is where most can be tried.
function fullestDay() {
  const paths = readdirSync(folder, { recursive: true }).map((name) => name.split(sep).join("/"));
  const articles = (day) => paths.filter((name) => name.startsWith(day) && name.endsWith("/index.html")).length;
  const editions = paths.filter((name) => /^\d{4}\/\d\d\/\d\d$/.test(name));
  return `${editions.sort((a, b) => articles(b) - articles(a))[0]}/`;
}

const site = await serve(folder, base);
await withPage(async (page) => {
  const go = (address) => page.goto(site.url + address, { waitUntil: "load" });
  const is = (what, test, ...args) => holds(page, what, test, ...args);
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
  await is("dark is dark", () => {
    const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    const { backgroundColor, color } = getComputedStyle(document.body);
    return light(backgroundColor) < 200 && light(color) > 500;
  });
  await is("what was read comes last", () => {
    const cards = document.querySelector(".is-read").parentNode;
    return cards.lastElementChild.classList.contains("is-read");
  });
  const address = (link) => link.replace(/index\.html$/, "");
  await Promise.all([page.waitForNavigation(), page.click(".lead h2 a")]);
  const lead = address(page.url());
  await Promise.all([page.waitForNavigation(), page.keyboard.press("j")]);
  const back = address(await page.$eval('.article > .pager [rel="prev"]', (link) => link.href));
  assert.ok(address(page.url()) !== lead && back === lead, "j on an article's page goes to the next of its day");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("k")]);
  assert.equal(address(page.url()), lead, "k goes to the one before");
  await go(day);
  await press("Keyboard shortcuts");
  await page.keyboard.press("?");
  await is("keys can be turned off", () => !document.querySelector("dialog").open);

  await page.emulateMediaType("print");
  await is("an edition is printed in two columns, on white and without menus", () => {
    const style = (selector) => getComputedStyle(document.querySelector(selector));
    const hidden = [".masthead nav", ".strip", ".tools"].every((selector) => style(selector).display === "none");
    return style(".edition").columnCount === "2" && style("body").backgroundColor === "rgb(255, 255, 255)" && hidden;
  });
  assert.ok((await page.pdf({ format: "A4" })).length > 1000, "the page prints");
  await page.emulateMediaType("screen");

  await page.setJavaScriptEnabled(false);
  await go(day);
  const cards = (await page.$$(".card")).length;
  assert.ok(cards > 1 && (await page.$$(".card h3 a, .card h2 a")).length === cards, "all is there without scripts");
  await Promise.all([page.waitForNavigation(), page.click(".lead h2 a")]);
  assert.ok(await page.$(".article .text p"), "links lead on without scripts");
  await go("search/");
  assert.ok((await page.$eval("main", (main) => main.innerText)).includes("JavaScript"), "search says what it needs");
});
site.close();
console.log(`${base}: keys, marks, colours, print and pages without scripts are as they should be`);
