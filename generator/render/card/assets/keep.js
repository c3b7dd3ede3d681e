/* Keeps the page on the phone, and says in `data-kept` of the page whether that is so. */
function keepOffline() {
  let root = document.documentElement;
  /* A page that comes back from the browser's memory may have ended meanwhile. */
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  if (location.protocol === "file:") return;
  const worker = navigator.serviceWorker;
  function say(kept) { root.dataset.kept = kept ? "yes" : "no"; }
  if (!worker || !window.isSecureContext) return say(false);
  /* What is shown is the newest unless it was kept, or is looked for again. */
  let older = document.querySelector("meta[name=kept]");
  worker.addEventListener("message", () => { if (older) location.reload(); });
  function look() {
    worker.ready.then(ready => {
      let answer = new MessageChannel();
      answer.port1.onmessage = event => { say(event.data); };
      ready.active.postMessage({ keep: location.pathname }, [answer.port2]);
    });
  }
  function lookAgain() {
    if (document.visibilityState !== "visible") return;
    older = true;
    look();
  }
  document.addEventListener("visibilitychange", lookAgain);
  setInterval(lookAgain, 600000);
  worker.register("../sw.js").then(look).catch(() => { say(false); });
}
