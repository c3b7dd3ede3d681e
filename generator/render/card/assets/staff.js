/* What only cards of staff do, after all that startCard does for every card. */
function startStaff() {
  function recall(key) { try { return localStorage.getItem(key); } catch (denied) { /* nothing kept */ } }
  function remember(key, value) { try { localStorage.setItem(key, value); } catch (denied) { /* not kept */ } }
  groupTasks(recall, remember);
  fold(recall, remember);
  openPanels();
  startRollCalls();
}

/* What is looked up is folded; what the reader opened stays open. Printed, all is open. */
function fold(recall, remember) {
  let folds = [...document.querySelectorAll(".fold")];
  folds.forEach(each => {
    let key = "fold " + location.pathname + " " + each.dataset.fold;
    each.open = recall(key) === "1";
    each.querySelector("summary").addEventListener("click", () => { remember(key, each.open ? "0" : "1"); });
  });
}

/* Called before startCard, whose own listener opens everything for the printer. */
function foldAgainAfterPrinting() {
  let folded = [];
  window.addEventListener("beforeprint", () => { folded = document.querySelectorAll("details:not([open])"); });
  window.addEventListener("afterprint", () => { folded.forEach(each => { each.open = false; }); });
}

/* Tasks that are late are marked and counted. Open is today, or the first day, or a short first list. */
function openPanels() {
  let now = Date.now() / 60000;
  document.querySelectorAll(".panel details").forEach(block => {
    let late = [...block.querySelectorAll("[data-due]")].filter(tag => Number(tag.dataset.due) < now);
    late.forEach(tag => { tag.hidden = false; });
    if (late.length) block.querySelector("h3").append(" · " + late[0].textContent + " " + late.length);
  });
  document.querySelectorAll(".panel").forEach(panel => {
    let blocks = [...panel.querySelectorAll("details")], days = blocks.filter(block => block.dataset.from);
    let today = days.filter(day => Number(day.dataset.from) <= now).pop() || days[0];
    let short = blocks.slice(0, 1).find(block => block.querySelectorAll("li").length < 7);
    blocks.forEach(block => { block.open = block === (today || short); });
  });
}

startCard = (start => () => { foldAgainAfterPrinting(); start(); startStaff(); })(startCard);
