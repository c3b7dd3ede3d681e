"use strict";
/* Copies the text beside a button. Over plain http there is no clipboard: it is selected then. */
document.addEventListener("click", event => {
  let button = event.target.closest(".rh-copy button");
  if (!button) return;
  let text = button.parentElement.querySelector(".rh-text"), range = document.createRange(), selection = getSelection();
  range.selectNodeContents(text);
  selection.removeAllRanges();
  selection.addRange(range);
  let done = () => { button.textContent = button.dataset.copied; };
  let select = () => { if (document.execCommand("copy")) done(); };
  if (navigator.clipboard) navigator.clipboard.writeText(text.textContent).then(done, select);
  else select();
});
