// The search page: asks the index that the build made, and shows articles with the quotes that hold the words.
// A plain script: browsers load no module from a disk, and there the page has something to say too.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const status = document.querySelector(".found");
  const results = document.querySelector(".results");
  const words = form.dataset;
  const FIRST = 20;
  const QUOTES = 2;
  const field = (name) => form.elements.namedItem(name);

  function make(name, text, className) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  // The index marks words in text whose `<` and `>` are escaped, and nothing else.
  function marked(excerpt) {
    const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    const p = make("p");
    excerpt.split("<mark>").forEach((part, index) => {
      const [mark, rest] = index ? part.split("</mark>") : ["", part];
      if (mark) p.append(make("mark", plain(mark)));
      p.append(plain(rest ?? ""));
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
    item.append(meta, marked(data.excerpt));
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
    for (const name of ["topic", "source", "speaker"]) {
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

  async function search(pagefind) {
    const number = ++asked;
    keep();
    const text = field("q").value.trim();
    const wanted = filters();
    if (!text && !Object.keys(wanted).length) {
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    const nothing = wanted.day && !wanted.day.any.length;
    const sort = field("newest").checked || !text ? { date: "desc" } : {};
    const found = nothing ? [] : (await pagefind.search(text || null, { filters: wanted, sort })).results;
    if (number !== asked) return;
    status.textContent = found.length ? words.found.replace("{n}", found.length.toLocaleString(document.documentElement.lang)) : words.none;
    results.replaceChildren();
    const terms = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    await show(found, 0, terms, number);
  }

  async function show(found, from, terms, number) {
    const page = await Promise.all(found.slice(from, from + FIRST).map((one) => one.data()));
    if (number !== asked) return;
    results.append(...page.map((data) => article(data, terms, field("speaker").value)));
    if (found.length > from + FIRST) {
      const more = make("button", words.more, "more");
      more.type = "button";
      more.addEventListener("click", async () => {
        more.remove();
        await show(found, from + FIRST, terms, number);
      });
      results.append(more);
    }
  }

  function fill(name, values) {
    const names = Object.keys(values || {}).sort((one, other) => one.localeCompare(other, document.documentElement.lang));
    field(name).append(...names.map((value) => new Option(value, value)));
    field(name).closest("p").hidden = !names.length;
  }

  async function start() {
    const { createInstance } = await import(new URL(`${words.index}pagefind.js`, document.baseURI));
    const root = new URL(words.root, document.baseURI).pathname.replace(/index\.html$/, "");
    const pagefind = createInstance({ noWorker: true, baseUrl: root });
    const known = await pagefind.filters();
    for (const name of ["topic", "source", "speaker"]) fill(name, known[name]);
    days = Object.keys(known.day || {}).sort();
    [field("from"), field("to")].forEach((input) => {
      input.min = days[0] || "";
      input.max = days[days.length - 1] || "";
    });
    for (const [name, value] of new URLSearchParams(location.search)) {
      const input = field(name);
      if (input && input.type === "checkbox") input.checked = true;
      else if (input) input.value = value;
    }
    form.hidden = false;
    field("q").focus();
    let wait = 0;
    const later = () => {
      clearTimeout(wait);
      wait = setTimeout(() => search(pagefind).catch(failed), 150);
    };
    form.addEventListener("input", later);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      later();
    });
    await search(pagefind);
  }

  function failed(error) {
    console.warn(error);
    status.textContent = words.failed;
  }

  if (location.protocol === "file:") status.textContent = words.disk;
  else start().catch(failed);
})();
