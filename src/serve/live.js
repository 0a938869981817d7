// Put into pages by `daybrief serve` alone: reloads the page when it changed, swaps a style sheet in place, and shows
// what is wrong with the site on top of the last good page.
(function () {
  "use strict";
  var script = document.currentScript;
  var page = script.dataset.page;
  var style = script.dataset.style;
  var place = "daybrief-scroll:" + location.pathname;
  var overlay = null;
  var events = null;

  // A reload keeps the place on the page, also where the browser would not.
  var kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", function () { scrollTo(0, Number(kept)); });
  }

  function reload() {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  }

  // The new sheet stands beside the old one until it is there, so that the page is never bare.
  function swapStyles() {
    document.querySelectorAll("link[rel=stylesheet]").forEach(function (old) {
      var address = new URL(old.href);
      if (address.origin !== location.origin) return;
      address.searchParams.set("style", style);
      var fresh = old.cloneNode();
      fresh.href = address.href;
      fresh.addEventListener("load", function () { old.remove(); });
      fresh.addEventListener("error", function () { fresh.remove(); });
      old.after(fresh);
    });
  }

  function tell(message) {
    if (overlay) overlay.remove();
    overlay = null;
    if (!message) return;
    overlay = document.createElement("pre");
    overlay.id = "daybrief-message";
    overlay.setAttribute("role", "alert");
    overlay.textContent = message;
    Object.assign(overlay.style, {
      position: "fixed", inset: "auto 0 0 0", zIndex: "2147483647", margin: "0", padding: "1rem 1.5rem",
      maxHeight: "60vh", overflow: "auto", background: "#2b0f0c", color: "#ffe9e4",
      borderTop: "4px solid #e0452f", font: "14px/1.45 ui-monospace, monospace", whiteSpace: "pre-wrap"
    });
    document.body.appendChild(overlay);
  }

  function listen() {
    if (events || document.hidden) return;
    events = new EventSource(new URL("events", script.src));
    events.addEventListener("message", function (event) {
      var now = JSON.parse(event.data);
      if (now.page !== page) return reload();
      tell(now.message);
      if (now.style !== style) {
        style = now.style;
        swapStyles();
      }
    });
  }

  // A browser opens six connections to a host at most: pages that nobody looks at give theirs back.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden && events) {
      events.close();
      events = null;
    }
    listen();
  });
  // A page that waits in the browser's history must not hold a connection, and looks anew when it is shown again.
  addEventListener("pagehide", function () {
    if (events) events.close();
    events = null;
  });
  addEventListener("pageshow", listen);
  listen();
})();
