/* Keeps the cards opened on this phone, so that they open without signal. Network first: the kept
   copy answers only when the network has not within a second, and says when it was kept. */
"use strict";
const KEPT = "cards";
const PATIENCE = 1000;
const MARK = /<meta name="kept"[^>]*>/;
const OURS = '<meta name="reception" content="card">';
const FIRST = '<meta name="reception" content="first page">';

self.addEventListener("install", () => { self.skipWaiting(); });
self.addEventListener("activate", event => { event.waitUntil(self.clients.claim()); });

/* A card's page is kept, and the first page, which the codes of roll calls open: each only in its own
   place, for some hosts answer with the first page for whatever they miss. */
function markOf(path) {
  const home = new URL("./", self.location).pathname;
  if (path === home || path === home + "index.html") return FIRST;
  return /\/g\/[\w-]+\.html$/.test(path) ? OURS : "";
}

function keptNow(text) {
  const mark = '<meta name="kept" content="' + Math.floor(Date.now() / 1000) + '">';
  return new Response(text.replace("<head>", "<head>" + mark), { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/* What the network says of a card: `settled` where it is about the card, that is a page of ours or
   "there is none". Hosts and portals answer for others too, with a maintenance page, a log-in, a
   refusal: such an answer replaces nothing. A redirect is left to the browser for the same reason. */
async function fresh(path, page) {
  const answer = await fetch(path, { cache: "no-cache", redirect: "manual" });
  const text = await answer.clone().text();
  const gone = answer.status === 404 || answer.status === 410;
  const settled = gone || (answer.ok && text.includes(markOf(path)));
  if (settled) await follow(path, text, gone, page).catch(() => { /* full or denied: online only */ });
  return { answer, settled };
}

/* A notice in a card's place is kept in its place too, so that a revoked card stays revoked without
   signal. */
async function follow(path, text, gone, page) {
  const cards = await caches.open(KEPT);
  const former = await cards.match(path);
  await (gone ? cards.delete(path) : cards.put(path, keptNow(text)));
  if (former && (await former.text()).replace(MARK, "") !== text) tell(path, page);
}

async function kept(path) {
  try { return await (await caches.open(KEPT)).match(path); } catch (denied) { return undefined; }
}

/* A page that shows the former copy, because the network was slow, looks again. One that is still
   loading cannot be reached: it is answered when it asks to be kept. */
const behind = new Set();
async function tell(path, page) {
  if (page) behind.add(page);
  const pages = await self.clients.matchAll();
  pages.filter(page => new URL(page.url).pathname === path).forEach(page => page.postMessage("changed"));
}

async function answered(path, asked) {
  const copy = await kept(path);
  if (!copy) return (await asked).answer;
  const waited = new Promise(done => { setTimeout(() => done(copy.clone()), PATIENCE); });
  const network = asked.then(({ answer, settled }) => settled ? answer : copy.clone(), () => copy.clone());
  return Promise.race([network, waited]);
}

self.addEventListener("message", event => {
  const path = event.data && event.data.keep || "";
  if (!markOf(path)) return;
  if (behind.delete(event.source.id)) event.source.postMessage("changed");
  const asked = fresh(path).catch(() => { /* no signal: what was kept before counts */ });
  event.waitUntil(asked.then(() => kept(path)).then(copy => {
    if (event.ports[0]) event.ports[0].postMessage(Boolean(copy));
  }));
});

self.addEventListener("fetch", event => {
  const path = new URL(event.request.url).pathname;
  if (event.request.mode !== "navigate" || !markOf(path)) return;
  const asked = fresh(path, event.resultingClientId);
  event.waitUntil(asked.catch(() => {}));
  event.respondWith(answered(path, asked));
});
