/* What only cards of staff do, after all that startCard does for every card. */
function startStaff() {
  function recall(key) { try { return localStorage.getItem(key); } catch (denied) { /* nothing kept */ } }
  function remember(key, value) { try { localStorage.setItem(key, value); } catch (denied) { /* not kept */ } }
  document.querySelectorAll(".tasks input").forEach(box => {
    let key = "task " + location.pathname + " " + box.dataset.key;
    let kept = recall(key);
    if (kept) box.checked = kept === "1";
    box.addEventListener("change", () => { remember(key, box.checked ? "1" : "0"); });
  });
  fold(recall, remember);
}

/* What is looked up is folded; what the reader opened stays open. Printed, all is open. */
function fold(recall, remember) {
  let folds = [...document.querySelectorAll(".fold")];
  folds.forEach(each => {
    let key = "fold " + location.pathname + " " + each.dataset.fold;
    each.open = recall(key) === "1";
    each.querySelector("summary").addEventListener("click", () => { remember(key, each.open ? "0" : "1"); });
  });
  let opened = [];
  /* Before startCard opens all of them for the printer. */
  window.addEventListener("beforeprint", () => { opened = [...document.querySelectorAll("details[open]")]; }, true);
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".fold, .day").forEach(each => { each.open = opened.includes(each); });
  });
}
startCard = (start => () => { start(); startStaff(); })(startCard);
