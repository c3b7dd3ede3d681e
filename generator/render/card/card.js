"use strict";
function startCard() {
  var root = document.documentElement;
  var cards = all(document, ".card");
  var store = {
    get: function (key) { try { return localStorage.getItem(key); } catch (denied) { return null; } },
    set: function (key, value) { try { localStorage.setItem(key, value); } catch (denied) { /* not kept */ } }
  };
  function all(within, selector) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }
  function make(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }
  function seconds() { return Math.floor(Date.now() / 1000); }
  function from(element) { return Number(element.dataset.starts); }
  function until(element) { return Number(element.dataset.ends); }

  function moment(label, entry, kind, dated) {
    var box = make("div", "moment " + kind);
    var day = entry.closest(".day");
    box.append(make("h2", "", label));
    var when = make("p");
    if (dated) when.append(day.querySelector("h3").textContent + " ");
    when.append(make("time", "", entry.querySelector("time").textContent));
    box.append(when);
    box.append(make("h3", "", entry.querySelector("h4").firstChild.textContent.trim()));
    all(entry, "div > p, div > .callers").forEach(function (part) {
      if (!part.querySelector("button")) box.append(part.cloneNode(true));
    });
    var card = entry.closest(".card"), whole = card.querySelector("[data-calendar]");
    if (whole) {
      var one = make("button", "", whole.textContent);
      one.type = "button";
      one.dataset.event = all(card, ".entry").indexOf(entry) + 1;
      box.append(one);
    }
    return box;
  }

  function tick() {
    var now = seconds();
    all(document, ".mark").forEach(function (mark) { mark.hidden = now > Number(mark.dataset.until); });
    cards.forEach(function (card) {
      var box = card.querySelector(".now");
      var entries = all(card, ".entry");
      var current = entries.filter(function (e) { return from(e) <= now && now < until(e); });
      var coming = entries.filter(function (e) { return from(e) > now; });
      entries.forEach(function (e) {
        e.classList.toggle("past", until(e) <= now);
        e.classList.toggle("current", current.indexOf(e) >= 0);
      });
      var days = all(card, ".day");
      var last = days.length ? until(days[days.length - 1]) : 0;
      var parts = [];
      current.slice(-1).forEach(function (e) { parts.push(moment(box.dataset.now, e, "current", false)); });
      var any = current.length || entries.some(function (e) { return until(e) <= now; });
      coming.slice(0, 1).forEach(function (e) {
        var left = Math.ceil((from(e) - now) / 60);
        var label = any ? box.dataset.next : box.dataset.first;
        if (left <= 120) label += " · " + box.dataset.minutes.replace("{n}", left);
        var today = days.some(function (d) { return from(d) <= now && now < until(d) && d.contains(e); });
        parts.push(moment(label, e, current.length ? "then" : "", !today));
      });
      if (!parts.length && entries.length && now >= last) parts.push(make("h2", "", box.dataset.ended));
      var text = parts.map(function (p) { return p.textContent; }).join("|");
      if (box.dataset.shown === text) return;
      box.dataset.shown = text;
      box.replaceChildren.apply(box, parts);
      box.hidden = !parts.length;
    });
  }

  function openToday() {
    var now = seconds();
    cards.forEach(function (card) {
      var days = all(card, ".day");
      var today = days.filter(function (d) { return now < until(d); })[0] || days[days.length - 1];
      days.forEach(function (d) { d.open = d === today; });
    });
  }

  function copy(button) {
    var said = button.textContent;
    function done() { button.textContent = said + " ✓"; setTimeout(function () { button.textContent = said; }, 1500); }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(button.dataset.copy).then(done, function () {});
      return;
    }
    var area = make("textarea");
    area.value = button.dataset.copy;
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
  }

  function save(text, type, name) {
    var link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  function saveCalendar(event) {
    var text = document.getElementById("calendar").textContent.replace(/\r?\n/g, "\r\n");
    var parts = text.split(/(?=BEGIN:VEVENT|END:VCALENDAR)/);
    if (event) text = parts[0] + parts[event] + parts[parts.length - 1];
    save(text, "text/calendar", "calendar.ics");
  }

  function speak(language) {
    cards.forEach(function (card) { card.hidden = card.lang !== language; });
    root.lang = language;
    store.set("language", language);
  }

  function enlarge(large) {
    root.classList.toggle("large", large);
    all(document, "[data-large]").forEach(function (b) { b.setAttribute("aria-pressed", String(large)); });
    store.set("large", large ? "1" : "");
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else if (button.dataset.language) speak(button.dataset.language);
    else if ("large" in button.dataset) enlarge(!root.classList.contains("large"));
    else if ("calendar" in button.dataset) saveCalendar();
    else if (button.dataset.event) saveCalendar(Number(button.dataset.event));
    else if ("save" in button.dataset) save("<!doctype html>\n" + root.outerHTML, "text/html", "card.html");
  });
  all(document, ".tasks input").forEach(function (box) {
    var key = "task " + location.pathname + " " + box.dataset.key;
    var kept = store.get(key);
    if (kept !== null) box.checked = kept === "1";
    box.addEventListener("change", function () {
      store.set(key, box.checked ? "1" : "0");
      all(document, ".tasks input").forEach(function (other) {
        if (other.dataset.key === box.dataset.key) other.checked = box.checked;
      });
    });
  });
  window.addEventListener("beforeprint", function () { all(document, "details").forEach(function (d) { d.open = true; }); });
  document.addEventListener("visibilitychange", tick);
  if (store.get("large")) enlarge(true);
  var kept = store.get("language");
  if (cards.some(function (card) { return card.lang === kept; })) speak(kept);
  openToday();
  tick();
  setInterval(tick, 30000);
}
