function keepOffline() {
  const worker = navigator.serviceWorker;
  if (!worker || !window.isSecureContext || location.protocol === "file:") return;
  worker.addEventListener("message", () => { if (document.querySelector("meta[name=kept]")) location.reload(); });
  worker.register("../sw.js").then(() => worker.ready)
    .then(ready => { ready.active.postMessage({ keep: location.pathname }); })
    .catch(() => { /* read online only */ });
}
