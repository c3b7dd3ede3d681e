/* Tasks by the clock of the visit's place: late, for today, for later; those done are folded. One
   that was just ticked stays in sight, with whom to tell, until the card is looked at again. */
function groupTasks(recall, remember) {
  let sections = [...document.querySelectorAll(".tasks")].map(section => ({
    items: [...section.querySelectorAll("li")], lists: groupsIn(section),
    clock: clockOf(section.closest(".card").querySelector(".now").dataset.zone)
  }));
  let boxes = [...document.querySelectorAll(".tasks input")], ticked = new Set();

  boxes.forEach(box => {
    let key = "task " + location.pathname + " " + box.dataset.key, kept = recall(key);
    if (kept) box.checked = kept === "1";
    box.addEventListener("change", () => {
      remember(key, box.checked ? "1" : "0");
      /* The card in another language has the same task. */
      boxes.forEach(other => { if (other.dataset.key === box.dataset.key) other.checked = box.checked; });
      if (box.checked) ticked.add(box.dataset.key);
      arrange();
    });
  });
  arrange();
  setInterval(arrange, 60000);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    ticked.clear();
    arrange();
  });

  function groupsIn(section) {
    let first = section.querySelector("ul"), lists = {};
    ["late", "today", "later", "done"].forEach(name => {
      let folds = name === "done", group = document.createElement(folds ? "details" : "div");
      let title = document.createElement("h3"), list = document.createElement("ul");
      group.className = name + (folds ? " fold" : "");
      if (folds) {
        group.dataset.fold = "done";
        group.append(document.createElement("summary"));
      }
      (folds ? group.firstChild : group).append(title);
      group.append(list);
      first.before(group);
      lists[name] = { group: group, title: title, list: list, text: section.dataset[name] };
    });
    first.hidden = true;
    return lists;
  }

  function groupOf(item, clock, now) {
    let box = item.querySelector("input"), due = item.dataset.due * 60;
    if (box.checked && !ticked.has(box.dataset.key)) return "done";
    if (!due) return "later";
    if (due <= now) return "late";
    return clock(due).day === clock(now).day ? "today" : "later";
  }

  function arrange() {
    let now = Date.now() / 1000;
    sections.forEach(({ items, lists, clock }) => {
      let counts = { late: 0, today: 0, later: 0, done: 0 };
      items.forEach(item => {
        let name = groupOf(item, clock, now), list = lists[name].list;
        /* Moving an item takes the focus away from it. */
        if (list.children[counts[name]] !== item) list.insertBefore(item, list.children[counts[name]] || null);
        counts[name]++;
      });
      Object.keys(lists).forEach(name => {
        lists[name].group.hidden = !counts[name];
        lists[name].title.textContent = lists[name].text + " " + counts[name];
      });
    });
  }
}
