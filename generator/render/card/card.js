"use strict";
function startCard() {
  const STALE_HOURS = 2;
  let root = document.documentElement;
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
  function seconds() { return Math.floor(Date.now() / 1000); }
  function from(element) { return Number(element.dataset.starts); }
  function until(element) { return from(element) + element.dataset.lasts * 60; }

  function moment(label, entry, kind, dated) {
    let box = make("div", "moment " + kind);
    let day = entry.closest(".day");
    box.append(make("h2", "", label));
    let when = make("p");
    if (dated) when.append(day.querySelector("h3").textContent + " ");
    when.append(make("time", "", entry.querySelector("time").textContent));
    box.append(when);
    box.append(make("h3", "", entry.querySelector("h4").firstChild.textContent.trim()));
    all(entry, "div > p, div > .callers").forEach(part => {
      if (!part.querySelector("button")) box.append(part.cloneNode(true));
    });
    let card = entry.closest(".card"), whole = card.querySelector("[data-calendar]");
    if (whole) {
      let one = make("button", "", whole.textContent);
      one.dataset.event = all(card, ".entry").indexOf(entry) + 1;
      box.append(one);
    }
    return box;
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
    cards.forEach(card => {
      let box = card.querySelector(".now");
      let entries = all(card, ".entry");
      let current = entries.filter(e => from(e) <= now && now < until(e));
      let coming = entries.filter(e => from(e) > now);
      entries.forEach(e => {
        e.classList.toggle("past", until(e) <= now);
        e.classList.toggle("current", current.includes(e));
      });
      let days = all(card, ".day");
      let last = days.length ? until(days[days.length - 1]) : 0;
      let parts = [];
      current.slice(-1).forEach(e => { parts.push(moment(box.dataset.now, e, "current", false)); });
      let any = current.length || entries.some(e => until(e) <= now);
      coming.slice(0, 1).forEach(e => {
        let left = Math.ceil((from(e) - now) / 60);
        let label = any ? box.dataset.next : box.dataset.first;
        if (left <= 120) label += " · " + box.dataset.minutes.replace("{n}", left);
        let today = days.some(d => from(d) <= now && now < until(d) && d.contains(e));
        parts.push(moment(label, e, current.length ? "then" : "", !today));
      });
      if (!parts.length && entries.length && now >= last) parts.push(make("h2", "", box.dataset.ended));
      let text = parts.map(p => p.textContent).join("|");
      if (box.dataset.shown === text) return;
      box.dataset.shown = text;
      box.textContent = "";
      box.append(...parts);
      box.hidden = !parts.length;
    });
  }

  function openToday() {
    let now = seconds();
    cards.forEach(card => {
      let days = all(card, ".day");
      let today = days.find(d => now < until(d)) || days[days.length - 1];
      days.forEach(d => { d.open = d === today; });
    });
  }

  function copy(button) {
    let said = button.textContent;
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.textContent = said + " ✓";
      setTimeout(() => { button.textContent = said; }, 1500);
    });
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
    page.querySelector("head").append(kept);
    page.querySelector(".card").dataset.said = root.lang;
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
      if (!card.hidden) root.lang = card.lang;
    });
  }

  function enlarge(large) {
    root.classList.toggle("large", large);
    all(document, "[data-large]").forEach(b => { b.setAttribute("aria-pressed", String(large)); });
    remember("large", large ? "1" : "");
  }

  document.addEventListener("click", event => {
    let button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else if (button.dataset.language) {
      speak(button.dataset.language);
      remember("language", root.lang);
    }
    else if ("large" in button.dataset) enlarge(!root.classList.contains("large"));
    else if ("calendar" in button.dataset) saveCalendar();
    else if (button.dataset.event) saveCalendar(Number(button.dataset.event));
    else if ("save" in button.dataset) savePage();
  });
  all(document, ".tasks input").forEach(box => {
    let key = "task " + location.pathname + " " + box.dataset.key;
    let kept = recall(key);
    if (kept) box.checked = kept === "1";
    box.addEventListener("change", () => { remember(key, box.checked ? "1" : "0"); });
  });
  window.addEventListener("beforeprint", () => { all(document, "details").forEach(d => { d.open = true; }); });
  all(document, ".copy").forEach(button => { button.hidden = !navigator.clipboard; });
  document.addEventListener("visibilitychange", tick);
  if (recall("large")) enlarge(true);
  speak(recall("language"));
  openToday();
  tick();
  setInterval(tick, 30000);
}
