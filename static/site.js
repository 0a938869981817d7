// Comforts that the page does without where scripts are off: colours, text size, read marks, keys, links to quotes.
(function () {
  "use strict";
  var root = document.documentElement;
  // Where the site begins: several may share a host, and so the browser's memory.
  var home = new URL(document.currentScript.dataset.root, location.href);
  home = home.origin + home.pathname.replace(/index\.html$/, "");
  var memory = {
    get: function (name) {
      try { return localStorage.getItem("daybrief " + home + " " + name); } catch (e) { return null; }
    },
    set: function (name, value) {
      try { localStorage.setItem("daybrief " + home + " " + name, value); } catch (e) { /* private windows */ }
    }
  };

  // Colours as the system has them, light or dark; text in five sizes.
  var themes = ["system", "light", "dark"];
  var theme = themes.indexOf(memory.get("theme")) < 0 ? "system" : memory.get("theme");
  var size = Number(memory.get("size")) || 2;
  function dress() {
    root.toggleAttribute("data-theme", theme !== "system");
    if (theme !== "system") root.setAttribute("data-theme", theme);
    root.setAttribute("data-size", size);
  }
  dress();

  // Reading offline, where the site's settings ask for it; what a site once kept goes when it no longer does.
  var offline = "offline" in document.currentScript.dataset;
  var worker = home + "daybrief-offline.js";
  if (navigator.serviceWorker && location.protocol !== "file:") {
    addEventListener("load", function () {
      if (offline) navigator.serviceWorker.register(worker).catch(function () { /* not everywhere allowed */ });
      else navigator.serviceWorker.getRegistration(home).then(function (found) {
        if (found && found.active && found.active.scriptURL === worker) found.unregister();
      });
    });
  }

  // A web server needs no `index.html` in the address.
  if (/^https?:$/.test(location.protocol) && /\/index\.html$/.test(location.pathname)) {
    history.replaceState(null, "", location.pathname.replace(/index\.html$/, "") + location.search + location.hash);
  }

  document.addEventListener("DOMContentLoaded", function () {
    // A script of its own brings the words of the page's language.
    var words = window.daybrief;
    var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
    function make(name, text, className) {
      var element = document.createElement(name);
      if (text) element.textContent = text;
      if (className) element.className = className;
      return element;
    }
    function button(text, action, className) {
      var b = make("button", text, className);
      b.type = "button";
      b.addEventListener("click", function () { action(b); });
      return b;
    }
    function press(b, on) { b.setAttribute("aria-pressed", String(on)); }

    // Read marks: the addresses of the articles that were opened, below the site's own.
    var read;
    try { read = new Set(JSON.parse(memory.get("read")) || []); } catch (e) { read = new Set(); }
    function addressOf(href) { return href.replace(home, "").replace(/#.*$/, "").replace(/index\.html$/, ""); }
    function mark(address, on) {
      read.delete(address);
      if (on) read.add(address);
      memory.set("read", JSON.stringify(Array.from(read).slice(-3000)));
    }
    if (document.querySelector(".article")) mark(addressOf(location.href), true);

    var cards = all(".card, .item").map(function (element, place) {
      var link = element.querySelector("h2 a, h3 a");
      return { element: element, link: link, place: place, address: addressOf(link.href) };
    });
    function show(card) {
      var tick = card.element.querySelector(".tick");
      var on = read.has(card.address);
      card.element.classList.toggle("is-read", on);
      if (tick && !on) tick.remove();
      if (!tick && on) card.link.after(" ", make("span", words.read, "tick"));
    }
    var unreadFirst = memory.get("unread") === "yes";
    function arrange() {
      var later = function (card) { return unreadFirst && read.has(card.address) ? 1 : 0; };
      var order = cards.slice().sort(function (a, b) { return later(a) - later(b) || a.place - b.place; });
      order.forEach(function (card) {
        if (card.element.parentNode.matches(".cards, .of-day, .threads")) card.element.parentNode.append(card.element);
      });
    }
    cards.forEach(show);
    if (unreadFirst) arrange();

    // Links to quotes for the clipboard, and the article to pass on.
    function copy(address, b) {
      var text = b.textContent;
      navigator.clipboard.writeText(address).then(function () {
        b.textContent = words.copied;
        setTimeout(function () { b.textContent = text; }, 2000);
      });
    }
    if (navigator.clipboard) {
      all(".said blockquote").forEach(function (quote) {
        var address = quote.querySelector("a").href;
        var b = button("#", function (b) { copy(address, b); }, "copy");
        b.title = words.copy;
        b.setAttribute("aria-label", words.copy);
        quote.firstElementChild.append(b);
      });
    }
    var footer = document.querySelector(".article > footer");
    var canonical = document.querySelector('link[rel="canonical"]');
    var own = canonical && canonical.href.indexOf(home) === 0 ? canonical.href : location.href.replace(/#.*$/, "");
    if (footer && navigator.share) {
      footer.prepend(button(words.share, function () {
        navigator.share({ title: document.title, url: own }).catch(function () { /* the reader thought better of it */ });
      }));
    } else if (footer && navigator.clipboard) {
      footer.prepend(button(words.copy, function (b) { copy(own, b); }));
    }

    // A dialog for all settings, and for the keys.
    var keysOn = memory.get("keys") !== "no";
    var dialog = make("dialog");
    var title = make("h2", words.reading);
    title.id = "reading";
    dialog.setAttribute("aria-labelledby", title.id);
    function group(name, buttons) {
      var set = make("fieldset");
      if (name) set.append(make("legend", name));
      buttons.forEach(function (b) { set.append(b); });
      dialog.append(set);
    }
    function toggle(text, on, change) {
      var b = button(text, function () { press(b, change()); });
      press(b, on);
      return b;
    }
    dialog.append(title);
    var themeButtons = themes.map(function (name) {
      return button(words[name], function () {
        theme = name;
        memory.set("theme", name);
        dress();
        themeButtons.forEach(function (b, i) { press(b, themes[i] === theme); });
      });
    });
    themeButtons.forEach(function (b, i) { press(b, themes[i] === theme); });
    group(words.theme, themeButtons);
    function resize(step) {
      size = Math.min(5, Math.max(1, size + step));
      memory.set("size", size);
      dress();
    }
    group(words.size, [
      button("A− " + words.smaller, function () { resize(-1); }),
      button("A+ " + words.larger, function () { resize(1); })
    ]);
    group(words.read, [toggle(words.unread, unreadFirst, function () {
      unreadFirst = !unreadFirst;
      memory.set("unread", unreadFirst ? "yes" : "no");
      arrange();
      return unreadFirst;
    })]);
    var keys = [["j", words.next], ["k", words.previous], ["o", words.open], ["m", words.mark], ["/", words.search],
      ["?", words.help]];
    // Single keys can be turned off: they get in the way of speech input (WCAG 2.1.4).
    group("", [toggle(words.keyboard, keysOn, function () {
      keysOn = !keysOn;
      memory.set("keys", keysOn ? "yes" : "no");
      return keysOn;
    })]);
    var list = make("dl");
    keys.forEach(function (key) {
      var dt = make("dt");
      dt.append(make("kbd", key[0]));
      list.append(dt, make("dd", key[1]));
    });
    dialog.append(list, button(words.close, function () { dialog.close(); }));
    document.body.append(dialog);
    var place = document.querySelector(".reading");
    if (place) {
      var opener = button("Aa", function () { dialog.showModal(); });
      opener.setAttribute("aria-label", words.reading);
      opener.setAttribute("aria-haspopup", "dialog");
      place.append(opener);
    }

    // Where the menu scrolls, the page at hand is in sight.
    var here = document.querySelector(".masthead li [aria-current]");
    if (here) {
      var menu = here.closest("ul");
      menu.scrollLeft = here.offsetLeft + (here.offsetWidth - menu.clientWidth) / 2;
    }

    // Keys.
    function move(step) {
      var order = all(".card, .item");
      var beside = document.querySelector('.article > .pager [rel="' + (step > 0 ? "next" : "prev") + '"]');
      if (beside) beside.click();
      if (!order.length) return;
      var old = document.querySelector(".is-at");
      var at = Math.min(order.length - 1, Math.max(0, (old ? order.indexOf(old) : -1) + step));
      if (old) old.classList.remove("is-at");
      order[at].classList.add("is-at");
      order[at].querySelector("h2 a, h3 a").focus({ preventScroll: true });
      order[at].scrollIntoView({ block: "nearest" });
    }
    function current() {
      return cards.find(function (card) { return card.element.classList.contains("is-at"); });
    }
    function search() {
      var field = document.querySelector('input[type="search"]');
      var link = document.querySelector('.masthead a[rel="search"]');
      if (field) field.focus();
      else if (link) link.click();
    }
    var actions = {
      j: function () { move(1); },
      k: function () { move(-1); },
      o: function () { if (current()) current().link.click(); },
      m: function () {
        var card = current();
        if (!card) return;
        mark(card.address, !read.has(card.address));
        show(card);
      },
      "/": search,
      "?": function () { dialog.showModal(); }
    };
    document.addEventListener("keydown", function (event) {
      var typing = event.target.closest("input, textarea, select, dialog, [contenteditable]");
      if (!keysOn || typing || event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
      event.preventDefault();
      actions[event.key]();
    });
  });
})();
