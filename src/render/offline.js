// Keeps the newest edition for reading without a connection, and what is opened until the next one comes. The network
// goes first, so that nobody reads an old page who could have the new one; only files whose address names their version
// are taken from what is kept at once.
"use strict";
const scope = self.registration.scope;
const own = `daybrief ${scope} `;
const name = own + edition.version;
const KEPT = ["document", "style", "script", "image", "font"];

// A page has one place whether or not its address names `index.html`, and whatever is asked of it.
function place(address) {
  const url = new URL(address, scope);
  url.hash = "";
  if (!url.searchParams.has("v")) url.search = "";
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  return url.href;
}

async function keep(store, file) {
  const response = await fetch(new URL(file, scope), { cache: "no-cache" });
  if (!response.ok) return;
  // What the host led on to another address can't be shown at the first one as it is.
  await store.put(place(file), response.redirected ? new Response(await response.blob(), response) : response);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  // One page that can't be had now is no reason to keep none.
  event.waitUntil(caches.open(name).then((store) => Promise.allSettled(edition.files.map((file) => keep(store, file)))));
});

self.addEventListener("activate", (event) => {
  const old = (other) => other.startsWith(own) && other !== name;
  const drop = (names) => Promise.all(names.filter(old).map((other) => caches.delete(other)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

async function answer(event) {
  const { request } = event;
  const store = await caches.open(name);
  const address = place(request.url);
  const kept = () => store.match(address);
  const versioned = new URL(address).search && (await kept());
  if (versioned) return versioned;
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) {
      // A full disk keeps nothing more, and the page is shown all the same.
      event.waitUntil(store.put(address, response.clone()).catch(() => {}));
    }
    return response;
  } catch {
    const instead = () => (request.mode === "navigate" ? store.match(place(edition.instead)) : undefined);
    return (await kept()) ?? (await instead()) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { method, url, destination } = event.request;
  if (method === "GET" && url.startsWith(scope) && KEPT.includes(destination)) event.respondWith(answer(event));
});
