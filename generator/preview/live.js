/* In served copies only. Reloads the page when there is another edition of it, and shows over it
   what is wrong with the input. */
"use strict";
(() => {
  const version = document.currentScript.dataset.version;
  const key = "scrolled " + location.pathname;
  let source = null;
  let panel = null;
  let shown = "";

  /* A phone keeps cards; here a kept one would only stand in the way of the latest. */
  const workers = navigator.serviceWorker;
  if (workers) {
    workers.getRegistrations().then(all => all.forEach(each => each.unregister())).catch(() => {});
    if (window.caches) caches.delete("cards").catch(() => {});
    Object.defineProperty(navigator, "serviceWorker", { value: undefined });
  }

  function reload() {
    close();
    try { sessionStorage.setItem(key, String(scrollY)); } catch (refused) { /* starts on top */ }
    location.reload();
  }

  /* A sealed card has its length only after it was opened. */
  function scrollBack() {
    let place = 0;
    try { place = Number(sessionStorage.getItem(key)); sessionStorage.removeItem(key); } catch (refused) { return; }
    let patience = place ? 60 : 0;
    (function look() {
      if (patience-- <= 0) return;
      if (document.documentElement.scrollHeight - innerHeight < place) return requestAnimationFrame(look);
      scrollTo(0, place);
    })();
  }

  function made(name, text, attributes) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const each in attributes) element.setAttribute(each, attributes[each]);
    return element;
  }

  function show(said) {
    if (JSON.stringify(said) === shown) return; /* as it is, folded or not */
    shown = JSON.stringify(said);
    if (panel) panel.remove();
    panel = null;
    if (!said.errors.length) return;
    panel = made("div", "", { id: "handbook-errors", lang: said.language });
    const inside = panel.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet(); /* the page's own policy lets no other style in */
    style.replaceSync(said.style);
    inside.adoptedStyleSheets = [style];
    const spoken = made("div", "", { role: "alert" });
    const box = made("details");
    box.open = said.stopped;
    box.append(made("summary", said.title));
    const body = made("div", "", { class: "body", tabindex: "0", role: "region", "aria-label": said.title });
    const list = made("ol");
    for (const error of said.errors) {
      const item = made("li");
      item.append(made("strong", error.place), made("p", error.message), made("small", error.code));
      list.append(item);
    }
    body.append(list);
    box.append(body);
    box.addEventListener("keydown", event => { if (event.key === "Escape") box.open = false; });
    spoken.append(box);
    inside.append(spoken);
    document.documentElement.append(panel);
  }

  function open() {
    if (source || document.visibilityState !== "visible") return;
    source = new EventSource("/-/events?" + new URLSearchParams({ page: location.pathname, version }));
    source.addEventListener("scene", event => {
      const said = JSON.parse(event.data);
      if (said.reload) reload(); else show(said);
    });
  }

  /* A browser allows six connections to a host: a page that nobody sees needs none. */
  function close() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") open(); else close(); });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  addEventListener("DOMContentLoaded", () => { open(); scrollBack(); });
})();
