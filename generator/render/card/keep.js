function keepOffline() {
  /* A page that comes back from the browser's memory may have ended meanwhile. */
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  const worker = navigator.serviceWorker;
  if (!worker || !window.isSecureContext || location.protocol === "file:") return;
  worker.addEventListener("message", () => { if (document.querySelector("meta[name=kept]")) location.reload(); });
  worker.register("../sw.js").then(() => worker.ready)
    .then(ready => { ready.active.postMessage({ keep: location.pathname }); })
    .catch(() => { /* read online only */ });
}
