// Comforts that the page does without where scripts are off: colours, links to quotes, short addresses.
(function () {
  "use strict";
  var root = document.documentElement;
  var words = document.currentScript ? document.currentScript.dataset : {};
  var themes = ["system", "light", "dark"];
  var store = {
    get: function () {
      try { return localStorage.getItem("theme"); } catch (e) { return null; }
    },
    set: function (value) {
      try { localStorage.setItem("theme", value); } catch (e) { /* private windows */ }
    }
  };

  function button(text, className) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.className = className;
    return b;
  }

  // Colours: as the system has them, light, or dark.
  var theme = store.get();
  if (themes.indexOf(theme) < 0) theme = "system";
  var themeButton = button("", "theme");
  function show() {
    if (theme === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
    themeButton.textContent = words.label + ": " + words[theme];
  }
  show();
  themeButton.addEventListener("click", function () {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    store.set(theme);
    show();
  });
  var tools = document.getElementById("tools");
  if (tools) tools.appendChild(document.createElement("li")).appendChild(themeButton);

  // A web server needs no `index.html` in the address.
  if (/^https?:$/.test(location.protocol) && /\/index\.html$/.test(location.pathname)) {
    history.replaceState(null, "", location.pathname.replace(/index\.html$/, "") + location.search + location.hash);
  }

  // On an article: a link to each quote for the clipboard.
  if (navigator.clipboard) {
    document.querySelectorAll(".said .quote").forEach(function (quote) {
      var link = quote.querySelector("blockquote a");
      var copy = button(words.copy, "copy");
      copy.addEventListener("click", function () {
        navigator.clipboard.writeText(link.href).then(function () {
          copy.textContent = words.copied;
          setTimeout(function () { copy.textContent = words.copy; }, 2000);
        });
      });
      quote.appendChild(copy);
    });
  }
})();
