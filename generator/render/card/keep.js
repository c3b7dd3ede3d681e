function keepOffline() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext || location.protocol === "file:") return;
  navigator.serviceWorker.register("../sw.js").then(function () { return navigator.serviceWorker.ready; })
    .then(function (ready) { ready.active.postMessage({ keep: location.pathname }); })
    .catch(function () { /* read online only */ });
}
