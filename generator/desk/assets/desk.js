/* Follows a command that is running, and copies texts. Without it, pages are reloaded by hand. */
"use strict";
(() => {
  const state = document.querySelector("[data-job]");

  async function follow() {
    const output = document.querySelector("pre");
    for (;;) {
      await new Promise(done => setTimeout(done, 400));
      let job;
      try {
        job = await (await fetch(state.dataset.job)).json();
      } catch (unreachable) {
        continue;
      }
      const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 40;
      output.textContent = job.text;
      if (atEnd) output.scrollTop = output.scrollHeight;
      if (!job.running) return location.reload();
    }
  }

  if (state) follow();

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => {
      const text = button.parentElement.querySelector("textarea");
      text.select();
      if (navigator.clipboard) navigator.clipboard.writeText(text.value);
      else document.execCommand("copy");
    });
  }
})();
