/* Follows a running command and saved files, and copies texts. Without it, people reload pages. */
"use strict";
(() => {
  const state = document.querySelector("[data-job]");

  /* What an address answers; null where the desk was closed, which the page then shows. */
  async function answer(address) {
    const closed = document.getElementById("closed");
    try {
      const response = await fetch(address);
      if (!closed.hidden) closed.hidden = true;
      return response.ok ? response : null;
    } catch (unreachable) {
      if (closed.hidden) closed.hidden = false;
      return null;
    }
  }

  async function follow() {
    const output = document.querySelector("pre");
    const elapsed = document.querySelector("[data-elapsed]");
    for (;;) {
      await new Promise(done => setTimeout(done, 400));
      const response = await answer(state.dataset.job);
      if (!response) continue;
      const job = await response.json();
      const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 40;
      output.textContent = job.text;
      elapsed.textContent = elapsed.dataset.elapsed.replace("{n}", job.seconds);
      if (atEnd) output.scrollTop = output.scrollHeight;
      if (!job.running) return location.reload();
    }
  }

  if (state) follow();

  /* A page of visits follows each save. Its details and the focus stay as they are. */
  const page = document.querySelector("[data-updated]");
  const reached = () => [...page.querySelectorAll("a, button, summary")];

  async function renew() {
    for (;;) {
      await new Promise(done => setTimeout(done, 2000));
      if (document.visibilityState !== "visible") continue;
      const response = await answer(location.href);
      if (!response) continue;
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("main");
      if (!fresh || fresh.innerHTML === shown) continue;
      shown = fresh.innerHTML;
      const open = [...page.querySelectorAll("details")].map(each => each.open);
      const focused = reached().indexOf(document.activeElement);
      page.replaceChildren(...fresh.childNodes);
      page.querySelectorAll("details").forEach((each, number) => { each.open = Boolean(open[number]); });
      if (focused >= 0 && reached()[focused]) reached()[focused].focus();
      const summary = page.querySelector("[data-summary]");
      const live = document.getElementById("live");
      live.textContent = page.dataset.updated.replace("{text}", summary ? summary.textContent.trim() : "");
    }
  }

  let shown = page ? page.innerHTML : "";
  if (page) renew();

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => {
      const text = button.parentElement.querySelector("textarea");
      text.select();
      if (navigator.clipboard) navigator.clipboard.writeText(text.value);
      else document.execCommand("copy");
      document.getElementById("live").textContent = button.dataset.copy;
      for (const other of document.querySelectorAll(".copied")) other.remove();
      button.insertAdjacentHTML("afterend", '<span class="copied" aria-hidden="true"></span>');
      button.nextElementSibling.textContent = button.dataset.copy;
    });
  }

  /* Somebody whom several changes concern is ticked once for all of them. */
  const telling = document.querySelector(".telling");
  if (telling) telling.addEventListener("change", event => {
    if (event.target.name !== "people") return;
    for (const box of telling.querySelectorAll("[name=people]")) {
      if (box.value === event.target.value) box.checked = event.target.checked;
    }
  });

  for (const button of document.querySelectorAll("[data-all]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const box of button.parentElement.querySelectorAll("input:not(:checked)")) box.click();
    });
  }
})();
