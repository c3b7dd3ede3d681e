/* Roll calls: opened from an entry, kept on this phone, handed to another as text or as a code. */
function startRollCalls() {
  const SOME = 8; /* missing people named above the list */
  let panel = document.getElementById("roll");
  if (!panel) return;
  let words = panel.dataset, data = JSON.parse(words.calls), lists = data.people, open, isFile = location.protocol === "file:";
  let people = lists.names.map((name, i) => ({
    code: lists.codes.substr(i * 8, 8), name: name, party: lists.parties[i],
    phone: lists.phones[i], count: lists.counts[i] || 1
  }));
  function find(selector, within) { return (within || panel).querySelector(selector); }
  function make(name, kind, text) {
    let made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }
  function fill(text, values) { return text.replace(/{(\w+)}/g, (_, name) => values[name]); }
  function joined(parts, between) { return parts.filter(Boolean).join(between); }
  function sum(items, number) { return items.reduce((all, item) => all + number(item), 0); }
  function dial(link, phone) {
    let [number, extension] = phone.split("转");
    link.href = "tel:" + number.replace(/[^\d+]/g, "") + (extension ? "," + extension.trim() : "");
    link.hidden = !phone;
    return link;
  }

  function keyOf(code, point) { return ["RC1", data.visit, code, point].join("."); }
  function stateOf(mark) { return mark ? mark[8] : ""; }
  /* How many of those counted for a person are here: all of them, or the number in the note. */
  function here(count, mark) {
    if (stateOf(mark) !== "1") return 0;
    let number = count > 1 ? parseInt(noteOf(mark), 10) : count;
    return number >= 0 ? Math.min(number, count) : count;
  }
  function membersOf(call) { return call.who.map(i => people[i]); }
  function tallyOf(call, marks) {
    let members = membersOf(call), codes = members.map(person => person.code);
    let missing = members.filter(person => stateOf(marks[person.code]) !== "2" && here(person.count, marks[person.code]) < person.count);
    let all = sum(members, person => person.count) + (call.others || 0);
    let left = sum(members, person => stateOf(marks[person.code]) === "2" ? person.count : 0);
    let counted = sum(members, person => here(person.count, marks[person.code]));
    /* Whoever is not named is called by others, whose marks are joined. */
    if (call.others) counted += Object.keys(marks).filter(code => stateOf(marks[code]) === "1" && !codes.includes(code)).length;
    return { all: all, here: counted, left: left, absent: Math.max(0, all - counted - left), missing: missing };
  }

  function openCall(code, opener, point) {
    let call = data.calls[code], entry = find(`.entry [data-roll="${code}"]`, document);
    let list = find(".people"), row = find("template").content.firstElementChild;
    open = { code: code, call: call, point: point, undo: [], opener: opener, top: scrollY, kept: true };
    find("h1").textContent = call.name || nameOf(entry.closest(".entry"));
    find("[type=search]").value = list.textContent = "";
    find("[data-act=only]").setAttribute("aria-pressed", "false");
    find(".by-name").hidden = !call.who.length;
    if (find(".others")) find(".others").hidden = !call.others;
    membersOf(call).forEach((person, i) => {
      let made = row.cloneNode(true), note = find("form input", made), several = person.count > 1;
      made.person = person;
      find("b", made).textContent = person.name;
      find(".quiet", made).textContent = joined([(call.places || [])[i], person.party, several ? fill(words.counted, { n: person.count }) : ""], " · ");
      dial(find("a", made), person.phone).setAttribute("aria-label", person.name + " " + person.phone);
      find("[data-act=note]", made).setAttribute("aria-label", note.placeholder + " " + person.name);
      if (several) note.placeholder = words.counted_note;
      list.append(made);
    });
    panel.hidden = false;
    document.documentElement.dataset.roll = "";
    if (history.state !== code + point) history.pushState(code + point, "");
    refresh();
    scrollTo(0, 0);
    find("button").focus({ preventScroll: true });
  }
  function nameOf(entry) {
    let parts = [find("h3", entry.closest(".day")), find("time", entry), find("h4", entry).firstChild];
    return parts.map(part => part.textContent.trim()).join(" ");
  }
  function closeCall() {
    if (!open) return;
    let former = open;
    open = null;
    panel.hidden = true;
    delete document.documentElement.dataset.roll;
    scrollTo(0, former.top);
    former.opener.focus({ preventScroll: true });
  }

  function marks() { return keptMarks(keyOf(open.code, open.point)); }
  function keep(key, made) {
    open.kept = keepMarks(key, made);
    refresh();
  }
  function change(changed, state, note) {
    let before = marks(), made = {};
    changed.forEach(person => { made[person.code] = markOf(person.code, state, note, before[person.code]); });
    open.undo.push(changed.map(person => [person.code, before[person.code]]));
    keep(keyOf(open.code, open.point), made);
  }
  let acts = {
    back: () => { history.back(); },
    only: button => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    },
    everyone: () => {
      let before = marks();
      change(membersOf(open.call).filter(person => !/[12]/.test(stateOf(before[person.code]))), "1");
    },
    /* What was handed over already is taken back by a later mark. */
    undo: () => {
      let now = marks(), made = {};
      open.undo.pop().forEach(([code, former]) => {
        made[code] = markOf(code, stateOf(former) || "0", former && noteOf(former), now[code]);
      });
      keep(keyOf(open.code, open.point), made);
    },
    note: (button, row) => {
      let form = find("form", row), mark = marks()[row.person.code];
      form.hidden = !form.hidden;
      find("input", form).value = mark ? noteOf(mark) : "";
      if (!form.hidden) find("input", form).focus();
    },
    left: (button, row) => {
      change([row.person], "2", find("form input", row).value.trim());
      find("form", row).hidden = true;
    },
    send: () => { navigator.share({ text: find("[data-copy]").dataset.copy }).catch(() => { /* not sent */ }); },
    /* The microsite's first page, which has no key in its address, draws codes and reads texts. */
    code: () => { location.href = home() + "#show-" + tallyText(marks()); },
    paste: () => { location.href = home() + "#paste"; }
  };

  function refresh() {
    document.querySelectorAll("[data-roll]").forEach(button => {
      let call = data.calls[button.dataset.roll];
      if (!call) return;
      let tally = tallyOf(call, keptMarks(keyOf(button.dataset.roll, "1")));
      button.textContent = find("[data-point]").textContent + " " + tally.here + "/" + tally.all;
    });
    if (!open) return;
    let now = marks(), tally = tallyOf(open.call, now), list = find(".callers");
    find("h2").textContent = joined([
      fill(words.arrived, { n: tally.here, all: tally.all }), tally.left && words.left + " " + tally.left,
      tally.absent ? fill(words.missing_n, { n: tally.absent }) : words.complete
    ], " · ");
    panel.classList.toggle("complete", !tally.absent);
    panel.querySelectorAll("[data-point]").forEach(button => {
      button.setAttribute("aria-pressed", String(button.dataset.point === open.point));
    });
    list.textContent = "";
    if (tally.missing.length <= SOME) tally.missing.forEach(person => {
      let line = make("li", "", "");
      line.append(make("b", "", person.name), dial(make("a", "call", person.phone), person.phone));
      list.append(line);
    });
    [...find(".people").children].forEach(row => {
      let mark = now[row.person.code], left = stateOf(mark) === "2";
      find("[type=checkbox]", row).checked = stateOf(mark) === "1";
      row.classList.toggle("left", left);
      find(".said", row).textContent = joined([left && words.left, mark && noteOf(mark)], "：");
    });
    find("[data-act=undo]").disabled = !open.undo.length;
    find("[data-act=send]").hidden = !navigator.share;
    find("[data-act=code]").hidden = isFile || !marksText(now);
    find("[data-act=paste]").hidden = isFile;
    find(".here").textContent = open.kept ? words.kept : words.not_kept;
    find(".here").classList.toggle("box", !open.kept);
    find("[data-copy]").dataset.copy = textOf(tally, now);
    filter();
  }
  function filter() {
    let wanted = find("[type=search]").value.trim().toLowerCase(), rows = [...find(".people").children];
    let only = find("[data-act=only]").getAttribute("aria-pressed") === "true" && tallyOf(open.call, marks()).missing;
    rows.forEach(row => {
      let person = row.person, fits = person.name.toLowerCase().includes(wanted) ||
        /^\d{1,4}$/.test(wanted) && person.phone.replace(/转.*/, "").slice(-4).includes(wanted);
      row.hidden = !fits || only && !only.includes(person);
    });
    find(".nobody").hidden = rows.some(row => !row.hidden);
  }

  function textOf(tally, now) {
    let lines = [find(".visit", document).textContent, joined([find("h1").textContent, open.point === "2" && find("[data-point='2']").textContent], " "), find("h2").textContent];
    if (tally.missing.length) lines.push(words.missing + tally.missing.map(person => person.name).join("、"));
    [...find(".people").children].forEach(row => {
      let said = find(".said", row).textContent;
      if (said) lines.push(row.person.name + "：" + said);
    });
    if (marksText(now)) lines.push(tallyText(now));
    return lines.join("\n");
  }
  function home() { return new URL("../", location.href.split("#")[0]).href; }
  function tallyText(now) { return keyOf(open.code, open.point) + "." + marksText(now); }
  document.addEventListener("click", event => {
    let button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.roll) openCall(button.dataset.roll, button, "1");
    if (acts[button.dataset.act]) acts[button.dataset.act](button, button.closest("li"));
    if (button.dataset.point) {
      open.point = button.dataset.point;
      open.undo = [];
      history.replaceState(open.code + open.point, "");
      refresh();
    }
  });
  panel.addEventListener("input", event => {
    if (event.target.type === "search") filter();
  });
  panel.addEventListener("change", event => {
    let box = event.target;
    if (box.type === "checkbox") change([box.closest("li").person], box.checked ? "1" : "0");
  });
  panel.addEventListener("submit", event => {
    event.preventDefault();
    let row = event.target.closest("li"), person = row.person, note = find("form input", row).value.trim();
    change([person], person.count > 1 && /^\d/.test(note) ? "1" : stateOf(marks()[person.code]) || "0", note);
    event.target.hidden = true;
  });
  addEventListener("popstate", closeCall);
  addEventListener("storage", refresh);
  document.addEventListener("visibilitychange", refresh);
  panel.hidden = true; /* a page that was saved meanwhile */
  delete document.documentElement.dataset.roll;
  refresh();
  /* Back from its code, or opened again by the phone. */
  let before = String(history.state || ""), again = document.querySelector(`[data-roll="${before.slice(0, 8)}"]`);
  if (again) openCall(before.slice(0, 8), again, before.slice(8));
  /* A code that is shown or scanned without signal opens the microsite's first page. */
  if (!isFile && navigator.serviceWorker) navigator.serviceWorker.ready.then(ready => {
    ready.active.postMessage({ keep: new URL(home()).pathname });
  });
}
