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
}
startCard = (start => () => { start(); startStaff(); })(startCard);
