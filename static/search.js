// The search page: asks the index that the build made, and shows articles with the quotes that hold the words.
// A plain script: browsers load no module from a disk, and there the page has something to say too.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const status = document.querySelector(".found");
  const results = document.querySelector(".results");
  const narrow = form.querySelector("details");
  const words = form.dataset;
  // The folders of the index, one for each period, the newest first.
  const shards = words.shards.split(" ").filter(Boolean);
  const FIRST = 20;
  const QUOTES = 2;
  const LISTS = ["topic", "source", "speaker"];
  const field = (name) => form.elements.namedItem(name);

  function make(name, text, className) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  // The index marks words in text whose `<` and `>` are escaped, and nothing else. Its text begins with the headline,
  // which stands above the excerpt already.
  function marked(excerpt, headline) {
    const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    let skipped = plain(excerpt.replace(/<\/?mark>/g, "")).startsWith(headline) ? headline.length : 0;
    const left = (text) => {
      const rest = plain(text).slice(skipped);
      skipped = Math.max(0, skipped - plain(text).length);
      return rest;
    };
    const p = make("p");
    excerpt.split("<mark>").forEach((part, index) => {
      const [mark, rest] = index ? part.split("</mark>") : ["", part];
      const word = left(mark);
      if (word) p.append(make("mark", word));
      p.append(left(rest ?? ""));
    });
    return p;
  }

  // Words match by their beginning: the index knows them without their endings.
  function holds(text, asked) {
    const lower = text.toLowerCase();
    return asked.every((word) => lower.includes(word.length > 5 ? word.slice(0, -2) : word));
  }

  function quote(url, { text, speaker, id }) {
    const figure = make("figure", "", "quote");
    const link = make("a", text);
    link.href = `${url}#${id}`;
    const block = make("blockquote");
    block.append(make("p"));
    block.firstChild.append(link);
    figure.append(block);
    if (speaker) figure.append(make("figcaption", speaker));
    return figure;
  }

  function article(data, asked, speaker) {
    const item = make("article", "", "item");
    const heading = make("h2");
    const link = make("a", data.meta.title);
    link.href = data.url;
    heading.append(link);
    item.append(heading);
    const meta = make("p", "", "meta");
    if (data.meta.source) meta.append(make("span", data.meta.source), " ");
    if (data.meta.shown) meta.append(make("time", data.meta.shown));
    item.append(meta, marked(data.excerpt, data.meta.title));
    const quotes = JSON.parse(data.meta.quotes || "[]");
    quotes
      .filter((one) => (asked.length ? holds(one.text, asked) : speaker) && (!speaker || one.speaker === speaker))
      .slice(0, QUOTES)
      .forEach((one) => item.append(quote(data.url, one)));
    return item;
  }

  let days = [];
  let asked = 0;

  function filters() {
    const wanted = {};
    for (const name of LISTS) {
      if (field(name).value) wanted[name] = field(name).value;
    }
    const [from, to] = [field("from").value, field("to").value];
    if (from || to) wanted.day = { any: days.filter((day) => (!from || day >= from) && (!to || day <= to)) };
    return wanted;
  }

  // The address holds the question, so that it can be kept and sent.
  function keep() {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  async function search() {
    const number = ++asked;
    keep();
    // Exact words stand in plain marks for the index, whatever marks a language or a keyboard has.
    const text = field("q").value.replace(/»\s*([^«»]*?)\s*«|«\s*([^«»]*?)\s*»/g, '"$1$2"').replace(/[“”„‟]/g, '"').trim();
    if (field("from").value || field("to").value) await lists();
    const wanted = filters();
    if (number !== asked) return;
    if (!text && !Object.keys(wanted).length) {
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    const nothing = !shards.length || (wanted.day && !wanted.day.any.length);
    const found = nothing ? [] : await ask(text || null, wanted);
    if (number !== asked) return;
    status.textContent = found.length ? words.found.replace("{n}", found.length.toLocaleString(document.documentElement.lang)) : words.none;
    results.replaceChildren();
    const terms = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const dated = field("newest").checked || !text;
    await show(dated ? newestFirst(text || null, wanted) : found.values(), found.length, terms, number);
  }

  async function ask(text, wanted, sort = {}) {
    return (await (await load()).search(text, { filters: wanted, sort })).results;
  }

  // The index of each period puts its own in order, so one is asked after the other, as far as there is somebody to read.
  async function* newestFirst(text, wanted) {
    for (const shard of shards) yield* await ask(text, { ...wanted, shard }, { date: "desc" });
  }

  async function show(found, left, terms, number) {
    const next = [];
    while (next.length < FIRST) {
      const { value, done } = await found.next();
      if (done) break;
      next.push(value);
    }
    const page = await Promise.all(next.map((one) => one.data()));
    if (number !== asked) return;
    results.append(...page.map((data) => article(data, terms, field("speaker").value)));
    if (left > next.length && next.length) {
      const more = make("button", words.more, "more");
      more.type = "button";
      more.addEventListener("click", async () => {
        more.remove();
        await show(found, left - next.length, terms, number);
      });
      results.append(more);
    }
  }

  function fill(name, values) {
    const names = Object.keys(values || {}).sort((one, other) => one.localeCompare(other, document.documentElement.lang));
    field(name).append(...names.map((value) => new Option(value, value)));
    field(name).closest("p").hidden = !names.length;
  }

  // What is loaded once, and after a fault once more.
  function once(load) {
    let loaded = null;
    return () => {
      loaded ??= load().catch((error) => {
        loaded = null;
        throw error;
      });
      return loaded;
    };
  }

  // The index comes with the first question: who only passes by loads none of it. Each period has its own, and one asks
  // them all.
  const load = once(async () => {
    const at = (shard) => new URL(`${words.index}${shard}/`, document.baseURI).href;
    const root = new URL(words.root, document.baseURI).pathname.replace(/index\.html$/, "");
    const options = (shard) => ({ baseUrl: root, mergeFilter: { shard } });
    const [newest, ...others] = shards;
    const { createInstance } = await import(`${at(newest)}pagefind.js`);
    const pagefind = createInstance({ noWorker: true, ...options(newest) });
    // Asks nothing, and fails where the index can't be read.
    await pagefind.preload("");
    await Promise.all(others.map((shard) => pagefind.mergeIndex(at(shard), options(shard))));
    return pagefind;
  });

  // Who and what may be chosen: a file of each period, so they come when somebody chooses.
  const lists = once(async () => {
    if (!shards.length) return;
    const known = await (await load()).filters();
    for (const name of LISTS) fill(name, known[name]);
    days = Object.keys(known.day || {}).sort();
    [field("from"), field("to")].forEach((input) => {
      input.min = days[0] || "";
      input.max = days[days.length - 1] || "";
    });
  });

  // What the address asks for.
  function restore(names) {
    const asked = new URLSearchParams(location.search);
    for (const name of names.filter((name) => asked.has(name))) {
      const input = field(name);
      if (input.type === "checkbox") input.checked = true;
      else input.value = asked.get(name);
      if (name !== "q") narrow.open = true;
    }
  }

  const go = () => search().catch(failed);

  function start() {
    field("q").focus();
    let wait = 0;
    form.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(go, 150);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go();
    });
    narrow.addEventListener("toggle", () => lists().catch(failed));
    if (!location.search) return;
    restore(["q", "from", "to", "newest"]);
    const address = new URLSearchParams(location.search);
    const listed = LISTS.some((name) => address.has(name)) ? lists() : Promise.resolve();
    listed.then(() => restore(LISTS)).then(go).catch(failed);
  }

  function failed(error) {
    console.warn(error);
    status.textContent = words.failed;
  }

  if (location.protocol === "file:") {
    form.hidden = true;
    status.textContent = words.disk;
  } else start();
})();
