"use strict";
/* What depends on the day that it is for the reader. */
(function () {
  let two = number => String(number).padStart(2, "0");
  let isoDay = date => [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");

  /* A page of several days opens at today's, unless its address names a part of it. */
  let heading = document.querySelector("article h2[id$='" + isoDay(new Date()) + "']");
  if (heading && !location.hash) heading.scrollIntoView();

  /* On a phone the row of links to the visit's pages is one line: its own page is in sight. */
  let here = document.querySelector(".rh-pages [aria-current]"), row = here && here.parentElement;
  if (here) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;

  /* A link to a row, such as that of a search, shows it below the headings that stay in sight. */
  function centre() {
    let row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.tagName === "TR") row.scrollIntoView({ block: "center" });
  }
  addEventListener("DOMContentLoaded", centre);
  addEventListener("hashchange", centre);

  /* Tasks are late, for today or for later by the clock of the visit's place. */
  document.querySelectorAll(".rh-checklist[data-words]").forEach(tasks => {
    let items = Array.from(tasks.children), words = JSON.parse(tasks.dataset.words), shown = "";

    function groupOf({ due }, now) {
      if (!due || due.slice(0, 10) > now.slice(0, 10)) return "later";
      return due <= now ? "late" : "today";
    }

    function group() {
      let now = dayIn(tasks.dataset.zone) + "T" + clockIn(tasks.dataset.zone);
      let groups = items.map(item => groupOf(item.dataset, now)), all = groups.join();
      if (all === shown) return;
      shown = all;
      let parts = [];
      ["late", "today", "later"].forEach(name => {
        let own = items.filter((_, i) => groups[i] === name), head = document.createElement("li");
        head.className = "rh-when " + name;
        head.textContent = words[name] + " " + own.length;
        own.forEach(item => item.classList.toggle("late", name === "late"));
        if (own.length) parts.push(head, ...own);
      });
      tasks.replaceChildren(...parts);
    }

    group();
    setInterval(group, 60000);
    document.addEventListener("visibilitychange", group);
  });

  let list = document.querySelector(".rh-visits");
  if (!list) return;
  let words = JSON.parse(list.dataset.words), articles = Array.from(list.querySelectorAll(".rh-visit"));
  let title = list.querySelector("h2"), shown = "";

  /* The day on the clock of the visit's place. */
  function dayIn(zone) {
    try { return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date()); }
    catch { return isoDay(new Date()); } /* a zone that this browser does not know */
  }

  /* The time there, as 09:05. */
  function clockIn(zone) {
    let form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    try { return new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...form }).format(new Date()); }
    catch { return new Intl.DateTimeFormat("en-GB", form).format(new Date()); }
  }

  let days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);
  let fill = (text, n, of) => text.replace("{n}", n).replace("{of}", of);

  function stateOf({ start, end, zone }) {
    if (!start) return ["unread", ""];
    let today = dayIn(zone), until = days(today, start), since = days(end, today), length = days(start, end) + 1;
    if (until > 0) return ["coming", until === 1 ? words.tomorrow : fill(words.in, until)];
    if (since > 0) return ["over", since === 1 ? words.yesterday : fill(words.ago, since)];
    return ["now", length === 1 ? words.only : fill(words.day, 1 - until, length)];
  }

  /* The nearest day first: the next to come, the last that ended. */
  function byDay(group) {
    let sorted = articles.filter(article => article.dataset.group === group);
    sorted.sort((a, b) => (a.dataset.start < b.dataset.start ? -1 : 1) * (group === "coming" ? 1 : -1));
    return sorted;
  }

  function groupOf(name, visits) {
    let folds = name === "over", part = document.createElement(folds ? "details" : "section");
    let head = document.createElement("h2"), top = folds ? document.createElement("summary") : head;
    head.textContent = words[name] + " " + visits.length;
    if (folds) top.append(head);
    part.className = "rh-group";
    part.open = visits.length === articles.length;
    part.append(top, ...visits);
    return part;
  }

  function arrange() {
    let states = articles.map(article => stateOf(article.dataset)), now = states.join();
    if (now === shown) return;
    shown = now;
    articles.forEach((article, i) => {
      let [group, text] = states[i], when = article.querySelector(".rh-when");
      article.dataset.group = group;
      when.hidden = !text;
      when.textContent = text;
    });
    let parts = ["now", "coming", "unread", "over"].map(name => [name, byDay(name)]).filter(([, visits]) => visits.length);
    list.replaceChildren(title, ...parts.map(([name, visits]) => groupOf(name, visits)));
    title.hidden = true; /* each group has a heading of its own */
  }

  arrange();
  document.addEventListener("visibilitychange", arrange); /* a page left open until the next day */
})();
