/* Keeps the cards opened on this phone, so that they open without signal. Network first: the kept
   copy answers only when the network has not within a second. */
"use strict";
var KEPT = "cards";
var PATIENCE = 1000;
var GONE = '<meta name="card" content="gone">';

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

function isCard(path) { return /\/g\/[\w-]+\.html$/.test(path); }

function fresh(path) {
  return fetch(path, { cache: "no-cache" }).then(function (answer) {
    return answer.clone().text().then(function (text) {
      return caches.open(KEPT).then(function (kept) {
        var lost = answer.status === 404 || answer.status === 410 || text.indexOf(GONE) >= 0;
        if (lost) return kept.delete(path);
        return answer.ok ? kept.put(path, answer.clone()) : undefined;
      });
    }).then(function () { return answer; });
  });
}

self.addEventListener("message", function (event) {
  if (event.data && isCard(event.data.keep || "")) event.waitUntil(fresh(event.data.keep).catch(function () {}));
});

self.addEventListener("fetch", function (event) {
  var path = new URL(event.request.url).pathname;
  if (event.request.mode !== "navigate" || !isCard(path)) return;
  var asked = fresh(path);
  event.waitUntil(asked.catch(function () {}));
  event.respondWith(caches.open(KEPT).then(function (kept) { return kept.match(path); }).then(function (copy) {
    if (!copy) return asked;
    var waited = new Promise(function (done) { setTimeout(function () { done(copy.clone()); }, PATIENCE); });
    return Promise.race([asked.catch(function () { return copy.clone(); }), waited]);
  }));
});
