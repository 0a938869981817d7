// Reads a site that was built with `offline = true` after its host went away. Usage: node offline.mjs PUBLIC BASE
import assert from "node:assert";
import { holds, serve, withPage } from "./common.mjs";

const [folder, base] = process.argv.slice(2);
const site = await serve(folder, base);
await withPage(async (page, faults) => {
  const go = (address) => page.goto(site.url + address, { waitUntil: "load" });
  await go("");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await go("archive/");
  const article = await page.goto(site.url).then(() => page.$eval(".lead h2 a", (link) => link.getAttribute("href")));
  assert.deepStrictEqual(faults, [], "the console is quiet");
  site.close();

  await go("");
  await holds(page, "the newest edition is there", () => document.querySelector(".lead h2") !== null);
  await holds(page, "with its style", () => getComputedStyle(document.body).maxWidth !== "none");
  await go(article);
  await holds(page, "an article of it that was never opened is there", () => document.querySelector(".article .text p"));
  await go("archive/?from=elsewhere");
  await holds(page, "what was opened before is there", () => document.querySelector(".heat") !== null);
  await go("sources/");
  await holds(page, "what is not kept is told so, in the site's look", () => {
    const styled = getComputedStyle(document.body).maxWidth !== "none";
    return styled && document.querySelector("h1").textContent === "Not kept for reading offline";
  });
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click("main a")]);
  await holds(page, "and leads back to the edition", () => document.querySelector(".lead h2") !== null);
  // A browser tells of each answer that its host no longer gives.
  const others = faults.splice(0).filter((fault) => !fault.includes("ERR_CONNECTION_REFUSED"));
  assert.deepStrictEqual(others, [], "nothing else is complained of");
});
console.log(`${base}: the newest edition can be read offline`);
