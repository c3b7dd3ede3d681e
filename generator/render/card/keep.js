/* Keeps the page on the phone, and says in `data-kept` of the page whether that is so. */
function keepOffline() {
  let root = document.documentElement;
  /* A page that comes back from the browser's memory may have ended meanwhile. */
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  if (location.protocol === "file:") return;
  const worker = navigator.serviceWorker;
  function say(kept) { root.dataset.kept = kept ? "yes" : "no"; }
  if (!worker || !window.isSecureContext) return say(false);
  worker.addEventListener("message", () => { if (document.querySelector("meta[name=kept]")) location.reload(); });
  worker.register("../sw.js").then(() => worker.ready)
    .then(ready => {
      let answer = new MessageChannel();
      answer.port1.onmessage = event => { say(event.data); };
      ready.active.postMessage({ keep: location.pathname }, [answer.port2]);
    })
    .catch(() => { say(false); });
}
