// Searches an archive that is too large for one index: what the shards find comes in one order, and once. Usage:
// node shards.mjs DAYBRIEF FOLDER BASE
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holds, serve, withPage } from "./common.mjs";

const [daybrief, folder, base] = process.argv.slice(2);
const SMALL = 2200;

const write = (name, text) => writeFileSync(join(folder, "content", name), text);

// Builds; what each shard of the index is made of.
function build() {
  execFileSync(daybrief, ["build", folder, "--base-url", `https://briefing.example${base}`], { stdio: "ignore" });
  const index = join(folder, "public/search/index");
  return new Map(readdirSync(index).map((shard) => [shard, readFileSync(join(index, shard, "pagefind-entry.json"), "utf8")]));
}

// Three months of articles, and the older of two that share a word uses it more often.
function make() {
  mkdirSync(join(folder, "content"), { recursive: true });
  for (let n = 0; n < SMALL; n++) {
    const day = `2025-0${1 + (n % 3)}-${String(1 + ((n * 7) % 27)).padStart(2, "0")}`;
    write(`${day}-${n}.md`, `# Item ${n} of the ledger\n\nThe clerk wrote item ${n} into the ledger of the harbour.\n`);
  }
  const old = "Quibblewick won the cup. Nobody had thought that Quibblewick would, least of all in Quibblewick.";
  write("2025-01-02-old.md", `---\ntags: [chess]\n---\n# Quibblewick wins\n\n${old}\n`);
  write("undated.md", "# A letter\n\nIt was sent to Quibblewick long ago, on a day that the clerk of the harbour did not note.\n");
  write("2025-02-03-new.md", "# A bridge closes\n\nCarts take the longer road that leads through Quibblewick and the hills.\n");
}

make();
const first = build();
write("2025-02-03-new.md", "# A bridge opens\n\nCarts leave the longer road that leads through Quibblewick and the hills.\n");
const second = build();
const changed = [...second].filter(([shard, entry]) => first.get(shard) !== entry);
assert.deepStrictEqual([...first.keys()], [...second.keys()]);
assert.strictEqual(changed.length, 1, "one shard alone is made anew");
const site = await serve(join(folder, "public"), base);
await withPage(async (page) => {
  const asked = new Set();
  page.on("request", (request) => asked.add(/\/search\/index\/([^/]+)\//.exec(request.url())?.[1]));
  const titles = (expected) => {
    const shown = Array.from(document.querySelectorAll(".results h2"), (heading) => heading.textContent);
    return shown.length === expected.length && shown.every((title, at) => title === expected[at]);
  };
  const shows = (...expected) => page.waitForFunction(titles, {}, expected);
  const go = (query) => page.goto(`${site.url}search/?${query}`, { waitUntil: "load" });

  await go("q=quibblewick");
  await shows("Quibblewick wins", "A bridge opens", "A letter");
  await page.click("form.search summary");
  // Not where it stands: lists that come meanwhile move it.
  await page.$eval("#newest", (box) => box.click());
  await shows("A bridge opens", "Quibblewick wins", "A letter");
  await go("q=quibblewick&to=2025-01-31");
  await shows("Quibblewick wins");
  await go("topic=chess");
  await shows("Quibblewick wins");
  await go("q=ledger+harbour");
  await page.waitForFunction(() => document.querySelector(".results .item"));
  await page.click("form.search summary");
  await page.$eval("#newest", (box) => box.click());
  await page.waitForFunction(() => document.querySelector(".results time")?.textContent.includes("27 March"));
  for (let more = 0; more < 3; more++) {
    const shown = await page.$$eval(".results .item", (items) => items.length);
    await page.click(".results .more");
    await page.waitForFunction((shown) => document.querySelectorAll(".results .item").length > shown, {}, shown);
  }
  await holds(page, "all are found, and each once", (count) => {
    return document.querySelector(".found").textContent.replace(/\D/g, "") === String(count);
  }, SMALL);
  await holds(page, "the newest come first", () => {
    const days = Array.from(document.querySelectorAll(".results time"), (time) => Date.parse(time.textContent));
    return days.length > 60 && days.every((day, at) => !at || day <= days[at - 1]);
  });
  asked.delete(undefined);
  assert.deepStrictEqual([...asked].sort(), [...second.keys()].sort(), "all shards are asked");
});
site.close();
console.log(`${base}: shards of a large archive are searched as one`);
