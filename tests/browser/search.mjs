// Searches a built site in English: a quote is found by its words, and by who said it. Usage: node search.mjs PUBLIC BASE
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holds, serve, withPage } from "./common.mjs";

const [folder, base] = process.argv.slice(2);

// A quote of some length by somebody who is quoted in several articles, and one by somebody else.
function pick() {
  const read = (name) => JSON.parse(readFileSync(join(folder, "quotes", name), "utf8"));
  const [newest] = read("index.json");
  const quotes = read(`${newest.month}.json`);
  const headlines = (speaker) => new Set(quotes.filter((q) => q.speaker === speaker).map((q) => q.headline)).size;
  const wanted = (q) => /^[\p{L} ]+/u.exec(q.text)[0].split(" ").length > 6 && q.speaker && headlines(q.speaker) > 1;
  const quote = quotes.find(wanted);
  return { quote, phrase: /^[\p{L} ]+/u.exec(quote.text)[0].split(" ").slice(0, 6).join(" ") };
}

const site = await serve(folder, base);
const { quote, phrase } = pick();
await withPage(async (page) => {
  const asked = [];
  page.on("request", (request) => request.url().includes("/search/index/") && asked.push(request.url()));
  const found = () => page.waitForFunction(() => document.querySelector(".results .item"));

  await page.goto(site.url, { waitUntil: "load" });
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.keyboard.press("/")]);
  await holds(page, "/ leads to the field", () => document.activeElement.matches('main input[type="search"]'));
  assert.deepStrictEqual(asked, [], "nothing of the index is loaded before there is a question");

  await page.keyboard.type(`"${phrase}"`);
  await found();
  await holds(page, `the quote is found by “${phrase}”`, (text) => {
    return Array.from(document.querySelectorAll(".results .quote blockquote")).some((q) => q.textContent.includes(text));
  }, phrase);
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(".results .quote a")]);
  await holds(page, "its link leads to its place in the article", () => document.querySelector(".article mark:target"));

  await page.goBack({ waitUntil: "load" });
  await found();
  await holds(page, "the question is still there", (text) => document.querySelector("#q").value.includes(text), phrase);

  // Exact words in a language's own marks: in another order they are not found.
  const turned = phrase.split(" ").reverse().join(" ");
  await page.goto(`${site.url}search/?q=${encodeURIComponent(`„${turned}“`)}`, { waitUntil: "load" });
  await page.waitForFunction(() => document.querySelector(".found").textContent.trim() !== "");
  assert.strictEqual((await page.$$(".results .item")).length, 0, `„${turned}“ is asked for word for word`);

  await page.goto(`${site.url}search/`, { waitUntil: "load" });
  await page.click("form.search summary");
  await page.waitForSelector(`#speaker option[value="${quote.speaker}"]`);
  await page.select("#speaker", quote.speaker);
  await found();
  const theirs = (speaker) => {
    const names = Array.from(document.querySelectorAll(".results figcaption"), (caption) => caption.textContent);
    return document.querySelectorAll(".results .item").length > 1 && names.every((name) => name === speaker);
  };
  await holds(page, `only what ${quote.speaker} said is shown`, theirs, quote.speaker);
  await page.reload({ waitUntil: "load" });
  await found();
  await holds(page, "a reload asks the same", theirs, quote.speaker);
  await page.type("#q", "zzxqwzz");
  await page.waitForFunction(() => !document.querySelector(".results .item"));
  await holds(page, "what is not there is not found", () => document.querySelector(".found").textContent.trim() !== "");
});
site.close();
console.log(`${base}: search finds a quote by its words and by its speaker`);
