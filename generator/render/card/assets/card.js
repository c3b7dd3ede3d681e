function startCard() {
  const STALE_HOURS = 2;
  let root = document.documentElement;
  let inApp = IN_APP.test(navigator.userAgent);
  let cards = all(document, ".card");
  /* Private windows may deny storage: then nothing is remembered. */
  function recall(key) { try { return localStorage.getItem(key); } catch (denied) { /* nothing kept */ } }
  function remember(key, value) { try { localStorage.setItem(key, value); } catch (denied) { /* not kept */ } }
  function all(within, selector) { return [...within.querySelectorAll(selector)]; }
  function make(name, kind, text) {
    let made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }
  function button(text, act) {
    let made = make("button", "", text);
    made.addEventListener("click", act);
    return made;
  }
  function seconds() { return Math.floor(Date.now() / 1000); }

  /* What the clock works on, read from the page once. */
  function planOf(card) {
    let box = card.querySelector(".now");
    return {
      card: card, box: box, said: box.dataset, last: Number(box.dataset.end), clock: clockOf(box.dataset.zone),
      entries: all(card, ".entry").map(e => {
        let from = e.dataset.starts * 60;
        return {
          box: e, kind: e.classList[1], from: from, until: from + e.dataset.lasts * 60,
          by: e.dataset.by * 60, optional: e.classList.contains("optional")
        };
      }),
      rooms: all(card, ".room").map(r => ({
        box: r, first: Number(r.dataset.first), last: Number(r.dataset.last), out: r.dataset.out
      })),
      days: all(card, ".day"),
      changes: all(card, ".changes").flatMap(section => JSON.parse(section.dataset.changes))
    };
  }
  let plans = cards.map(planOf);

  /* The start of an entry: its day where that is not today, and its hours. */
  function when(plan, entry, days, morning) {
    let line = make("p", "when"), hours = make("time", "", entry.box.querySelector("time").textContent);
    let day = entry.box.closest(".day").querySelector("h3").textContent;
    if (days === 1) day = morning ? plan.said.tomorrow_morning : plan.said.tomorrow;
    if (days) line.append(day + " ");
    line.append(hours);
    return line;
  }

  function moment(plan, label, entries, kind, days, morning) {
    let entry = entries[0], source = entry.box, box = make("div", "moment " + kind);
    if (label) box.append(make("h2", "", label));
    box.append(when(plan, entry, days, morning));
    let title = make("h3", "", source.querySelector("h4").firstChild.textContent.trim());
    all(source, "h4 .tag:not(.mark)").forEach(tag => { title.append(" ", tag.cloneNode(true)); });
    box.append(title);
    let place = source.querySelector(".board dd");
    if (place && kind !== "current") {
      let leave = source.querySelector("time").textContent.slice(0, 5);
      box.append(make("p", "be", plan.said.be_there.replace("{time}", leave).replace("{place}", place.textContent)));
    }
    [...source.lastElementChild.children].slice(1).forEach(part => {
      let copied = part.cloneNode(true);
      all(copied, "button").forEach(b => { b.remove(); });
      box.append(copied);
    });
    if (entries.length > 1) {
      box.append(button(plan.said.also.replace("{n}", entries.length - 1) + " ›", () => { openDay(plan, source.closest(".day"), source); }));
    }
    return box;
  }

  /* One entry for the phone's calendar; as text to copy where an app lets nothing be downloaded. */
  function takeAway(plan, entry) {
    let whole = plan.card.querySelector(inApp ? "[data-days]" : "[data-calendar]");
    if (!whole) return "";
    let made = button(whole.dataset.one || whole.textContent, () => {
      if (inApp) copy(made, asText([entry.box]));
      else saveCalendar(plan.entries.indexOf(entry) + 1);
    });
    made.dataset.event = "";
    return made;
  }

  /* Where nothing can be remembered, a page knows at least what was acknowledged on it. */
  let acknowledged = Number(recall("seen " + location.pathname) || 0);

  /* What changed since, on top, each opening its entry; and beside that entry, with the old value. */
  function showChanges(plan) {
    let section = plan.card.querySelector(".changes");
    if (!section) return;
    let list = section.querySelector("ul");
    let changes = joinChanges(plan.changes, acknowledged);
    section.hidden = !changes.length;
    section.querySelector("h2").textContent = section.dataset.title.replace("{n}", changes.length);
    list.textContent = "";
    all(plan.card, ".was").forEach(line => { line.remove(); });
    changes.forEach(change => {
      let line = make("li"), box = change.place && placed(plan, change.place);
      let words = box ? button("", () => { openDay(plan, box.closest(".day"), box); }) : line;
      words.append(change.label + " ", ...values(change));
      if (box) {
        line.append(words);
        let was = make("p", "was");
        was.append(...values(change));
        (box.querySelector(".tile") || box.lastElementChild).append(was);
      }
      list.append(line);
    });
  }

  function placed(plan, place) { return (place[0] === "e" ? plan.entries : plan.rooms)[place.slice(1)].box; }

  function values(change) {
    let parts = [];
    if (change.old) parts.push(make("s", "", change.old));
    if (change.old && change.new) parts.push(" → ");
    if (change.new) parts.push(make("ins", "", change.new));
    return parts;
  }

  function acknowledge() {
    acknowledged = Math.max(...plans[0].changes.map(c => c.at));
    remember("seen " + location.pathname, acknowledged);
    plans.forEach(showChanges);
    tick();
  }

  function tick() {
    let now = seconds();
    all(document, ".mark").forEach(mark => { mark.hidden = now > Number(mark.dataset.until); });
    let kept = document.querySelector("meta[name=kept]");
    let hours = kept ? Math.floor((now - Number(kept.content)) / 3600) : 0;
    all(document, ".stale").forEach(line => {
      line.hidden = hours < STALE_HOURS;
      line.textContent = line.dataset.text.replace("{n}", hours);
    });
    plans.forEach(plan => {
      let state = cardState(plan, now, plan.clock);
      startDays(plan, plan.clock(now).day);
      plan.entries.forEach(e => {
        e.box.classList.toggle("past", e.until <= now);
        e.box.classList.toggle("current", state.current.includes(e));
      });
      showRooms(plan, state);
      let parts = nowParts(plan, state, now), text = parts.map(p => p.textContent).join("|");
      if (plan.said.shown === text) return;
      plan.said.shown = text;
      plan.box.textContent = "";
      plan.box.append(...parts);
      plan.box.hidden = !parts.length;
    });
  }

  function nowParts(plan, state, now) {
    let said = plan.said, parts = [], kind = state.kind, lead = state.next[0];
    if (kind && !state.current.length && !lead) return [make("h2", "", said[kind])];
    if (state.current.length) {
      let box = moment(plan, kind === "in" ? said.now : said[kind], state.current, "current", 0);
      box.append(takeAway(plan, state.current[0]));
      parts.push(box);
    }
    if (lead) {
      let label = state.current.length ? said.next : said[kind];
      if (kind === "days_left") label = label.replace("{n}", state.days);
      let left = Math.ceil((lead.from - now) / 60);
      if (!state.days && left <= 120 && lead.until - lead.from > 60) label += " · " + said.in_minutes.replace("{n}", left);
      let box = moment(plan, label, state.next, state.current.length ? "following" : "", state.days, state.morning);
      box.append(takeAway(plan, lead));
      parts.push(box);
    }
    if (state.then && !state.next.slice(1).includes(state.then)) {
      parts.push(moment(plan, said.then, [state.then], "following", 0));
    }
    return parts;
  }

  /* Tonight's room as the tile, later ones as a line each, those of former nights not at all. */
  function showRooms(plan, state) {
    plan.rooms.forEach(room => {
      let now = state.rooms.includes(room), later = state.later.includes(room), line = room.box.querySelector(".later");
      room.box.hidden = !now && !later;
      all(room.box, ".tile, .facts").forEach(part => { part.hidden = !now; });
      if (line) line.hidden = !later;
    });
    let section = plan.card.querySelector(".rooms");
    if (section) section.hidden = !state.rooms.length;
  }

  function openDay(plan, day, shown) {
    if (day) plan.days.forEach(each => { each.open = each === day; });
    if (shown) shown.scrollIntoView({ block: "start" });
  }

  /* A tab for each day; today's day is open, or the next one, or the last. A page may stay open
     over midnight. */
  function startDays(plan, today) {
    if (plan.today === today) return;
    plan.today = today;
    let first = plan.days.find(d => d.dataset.day >= today) || plan.days[plan.days.length - 1];
    let tabs = plan.card.querySelector(".tabs");
    tabs.textContent = "";
    plan.days.forEach(day => {
      let is = Number(day.dataset.day) === today;
      let tab = button(is ? plan.said.today : day.dataset.tab, () => { openDay(plan, day, day); });
      tab.dataset.tab = "";
      if (is) tab.setAttribute("aria-current", "date");
      tabs.append(tab);
    });
    openDay(plan, first);
  }

  /* Where the clipboard is denied, as in older in-app browsers: by a selection, which stays to be
     copied by hand where even that is refused. */
  function copy(from, text) {
    let write = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject();
    write.then(() => true, () => copyBySelection(from, text)).then(done => {
      if (!done || from.textContent.endsWith("✓")) return;
      from.textContent += " ✓";
      setTimeout(() => { from.textContent = from.textContent.slice(0, -2); }, 1500);
    });
  }

  function copyBySelection(from, text) {
    let area = make("textarea"), done = false;
    area.value = text;
    area.readOnly = true;
    area.setAttribute("aria-label", from.textContent);
    all(document, "textarea").forEach(former => { former.remove(); });
    from.after(area);
    area.select();
    try { done = document.execCommand("copy"); } catch (denied) { /* by hand */ }
    if (done) area.remove();
    return done;
  }

  function asText(entries) {
    return entries.map(entry => {
      let parts = all(entry, "time, h4, .where, dd").map(part => part.firstChild.textContent.trim());
      return entry.closest(".day").querySelector("h3").textContent + " " + parts.join(" ");
    }).join("\n");
  }

  function save(text, type, name) {
    let link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 1000);
  }

  function savePage() {
    let page = root.cloneNode(true);
    let kept = page.querySelector("meta[name=kept]") || make("meta");
    kept.name = "kept";
    kept.content = kept.content || seconds();
    page.firstElementChild.append(kept);
    page.querySelector(".card").dataset.said = root.lang;
    page.dataset.kept = "yes";
    all(page, ".tabs, .now, .was").forEach(box => { box.textContent = ""; delete box.dataset.shown; });
    save("<!doctype html>\n" + page.outerHTML, "text/html", "card.html");
  }

  function saveCalendar(event) {
    let text = document.getElementById("calendar").textContent.replace(/\r?\n/g, "\r\n");
    let parts = text.split(/(?=BEGIN:VEVENT|END:VCALENDAR)/);
    if (event) text = parts[0] + parts[event] + parts[parts.length - 1];
    save(text, "text/calendar", "calendar.ics");
  }

  /* Of what the reader chose, the office said and the phone speaks, the first that there is. */
  function speak(chosen) {
    let known = [chosen, cards[0].dataset.said, ...navigator.languages, cards[0].lang];
    let tag = known.find(tag => cards.some(card => tag && tag.startsWith(card.lang)));
    cards.forEach(card => {
      card.hidden = !tag.startsWith(card.lang);
      if (card.hidden) return;
      root.lang = card.lang;
      document.title = card.querySelector(".visit").textContent;
    });
  }

  function enlarge(size) {
    root.dataset.size = size;
    all(document, "[data-large]").forEach(b => { b.setAttribute("aria-pressed", String(b.dataset.large === size)); });
  }

  document.addEventListener("click", event => {
    let pressed = event.target.closest("button");
    if (!pressed) return;
    let own = pressed.dataset;
    if (own.copy) copy(pressed, own.copy);
    else if (own.language) {
      speak(own.language);
      remember("language", root.lang);
    } else if (own.large) {
      enlarge(own.large);
      remember("large", own.large);
    }
    else if ("calendar" in own) saveCalendar();
    else if ("days" in own) copy(pressed, asText(all(pressed.closest(".card"), ".entry")));
    else if ("save" in own) savePage();
    else if ("acknowledge" in own) acknowledge();
  });
  window.addEventListener("beforeprint", () => { all(document, "details").forEach(d => { d.open = true; }); });
  /* What would do nothing here is not offered: downloads in an app, geo: addresses but on Android. */
  all(document, "[data-calendar], [data-save]").forEach(b => { b.hidden = inApp; });
  all(document, "[data-days]").forEach(b => { b.hidden = !inApp; });
  if (inApp || !/Android/.test(navigator.userAgent)) all(document, "a[href^='geo:']").forEach(link => {
    link.href = link.href.replace("geo:", "https://maps.apple.com/?q=");
  });
  root.classList.add("js");
  root.classList.toggle("app", inApp);
  document.addEventListener("visibilitychange", tick);
  enlarge(recall("large") || "0");
  speak(recall("language"));
  plans.forEach(showChanges);
  tick();
  setInterval(tick, 30000);
}
