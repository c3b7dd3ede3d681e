/* The duty board by the clock: where each track is, what is next, what is late or open.
   Times are minutes since 1970; days are counted from 1970 on the visit's own clock. */
const SOON = 30, DAY = 1440;
/* The height in letters below which a panel on the wall is not made smaller than its content. */
const LEAST = { party: 20, vehicle: 20, gap: 16, group: 14 };

/* `track`: its events by time (from, until) and nights (hotel, first, last morning).
   Returns what it is doing, the events under way, the last that is over, the next ones, the hotel. */
function trackState(track, now, clock) {
  let today = clock(now).day;
  let current = track.events.filter(e => e.from <= now && now < e.until).sort((a, b) => b.from - a.from);
  let over = track.events.filter(e => e.until <= now);
  let coming = track.events.filter(e => e.from > now);
  let last = over.reduce((latest, e) => latest && latest.until > e.until ? latest : e, null);
  let next = coming.filter(e => e.from === coming[0].from);
  let begun = over.concat(current).some(e => clock(e.from).day === today);
  let more = coming.some(e => clock(e.from).day === today);
  let night = begun ? more ? null : today : today - 1;
  let hotels = last && night !== null ? track.nights.filter(n => n.first <= night && night < n.last) : [];
  let kind = !track.events.length ? "nothing" : current.length ? "in" : hotels.length ? "night"
    : !last ? "first" : next.length ? "idle" : "last";
  return { kind: kind, current: current, last: last, next: next, hotels: hotels };
}

/* The gaps that matter at a time: what is needed within a day, then late tasks, then the others. */
function openGaps(gaps, now, clock) {
  let today = clock(now).day;
  return gaps.map(gap => {
    let day = gap.from === null ? null : clock(gap.from).day;
    if (gap.task) {
      if (gap.from === null || day > today) return null;
      return Object.assign({ day: day, late: gap.from < now, rank: gap.from < now ? 1 : 2 }, gap);
    }
    if (gap.until < now) return null;
    let near = gap.from !== null && gap.from - now < DAY;
    return Object.assign({ day: day, late: gap.from !== null && gap.from < now, soon: near, rank: near ? 0 : 3 }, gap);
  }).filter(Boolean).sort((a, b) => a.rank - b.rank);
}

function startBoard() {
  const TURN = 12e3;
  let data = JSON.parse(document.getElementById("data").textContent);
  let seconds = clockOf(data.zone), clock = at => seconds(at * 60);
  let words = data.words, root = document.documentElement;
  root.className = "js";
  Object.keys(data.tracks).forEach(kind => data.tracks[kind].forEach(track => {
    track.kind = kind;
    track.events = track.events.map(([place, who]) => Object.assign({ who: who }, data.events[place]));
    track.nights = track.nights.map(([hotel, first, last]) => ({ hotel: hotel, first: first, last: last }));
  }));

  function minutes() { return Math.floor(Date.now() / 6e4); }
  /* A text of the vocabulary: {n} is a number, {n:day|days} the noun for it. */
  function fill(text, values) {
    return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, key, one, many) => one === undefined ? values[key] : values[key] === 1 ? one : many);
  }
  function make(name, kind, ...parts) {
    let made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...parts);
    return made;
  }
  function line(...texts) {
    let shown = texts.filter(Boolean), made = make("p", "");
    shown.forEach((text, n) => made.append(n ? " · " : "", text));
    return shown.length ? made : "";
  }
  function call(who, unanswered) {
    if (!who.length) return unanswered ? make("span", "call open", words.nobody) : "";
    let made = make(who[2] ? "a" : "span", "call", [who[0], who[1]].filter(Boolean).join(" "));
    if (who[2]) made.href = "tel:" + who[2];
    return made;
  }
  function dayName(day, today) {
    if (day === today) return "";
    return day === today + 1 ? words.tomorrow : data.days[day] || "";
  }
  function earlier(day, today) { return day === today ? "" : data.days[day]; }
  function wait(from, now) {
    let n = from - now;
    if (n < 60) return fill(words.until_minutes, { n: n });
    if (n < 720) return fill(n % 60 ? words.until_hours : words.until_full_hours, { n: Math.floor(n / 60), m: n % 60 });
    return "";
  }

  function underWay(event, track) {
    /* A group answers by its lead, who is named beside it. */
    let answers = track.kind === "group" ? "" : call(event.call, event.unanswered);
    return make("div", "event", make("b", "", event.title), line(event.place, event.time), line(event.who, answers));
  }
  function place(track, state, today) {
    let most = track.kind === "group" ? 1 : 2;
    if (state.kind === "in") {
      let shown = state.current.slice(0, most).map(event => underWay(event, track)), others = state.current.length - shown.length;
      if (others) shown.push(make("p", "", fill(words.more, { n: others })));
      return shown;
    }
    if (state.kind === "night") {
      let hotels = [...new Set(state.hotels.map(n => n.hotel))];
      return [make("b", "idle", words.night), line(...hotels)];
    }
    if (state.kind === "last" && state.last.kind === "departure") return [make("b", "idle", words.left)];
    let title = state.kind === "nothing" ? words.nothing : words[(state.kind === "idle" ? "at" : state.kind) + "_" + track.kind];
    let before = state.kind === "idle" && fill(words.before, { title: state.last.title, time: [earlier(clock(state.last.until).day, today), clockText(state.last.until)].filter(Boolean).join(" ") });
    if (track.kind === "group") return [make("b", "idle", title), line(before)];
    return [make("b", "idle", title), line(state.last && state.last.after), line(before)];
  }
  function clockText(at) {
    let { minute } = clock(at), two = number => String(number).padStart(2, "0");
    return two(Math.floor(minute / 60)) + ":" + two(minute % 60);
  }
  function following(track, state, now, today) {
    if (!state.next.length) return state.kind === "nothing" ? [] : [make("p", "", words.no_more)];
    let most = track.kind === "group" ? 1 : 2;
    return state.next.slice(0, most).flatMap(event => [
      make("b", "", [dayName(clock(event.from).day, today), event.time.split("–")[0], event.title].filter(Boolean).join(" ")),
      line(track.kind !== "group" && wait(event.from, now), event.place, event.who)
    ]).concat(state.next.length > most ? make("p", "", fill(words.more, { n: state.next.length - most })) : []);
  }
  function labelled(kind, label, parts) {
    let made = make("div", kind, ...parts);
    made.dataset.label = label;
    return made;
  }
  function row(track, now, today) {
    let state = trackState(track, now, clock);
    let soon = state.next.length && state.next[0].from - now <= SOON ? "soon" : "";
    return make("li", soon,
      make("div", "name", make("b", "", track.name), " ", make("span", "", track.about), ...track.calls.map(who => line(call(who)))),
      labelled("now", words.now, place(track, state, today)),
      labelled("next", words.next, following(track, state, now, today)));
  }
  function gapState(gap, now, today) {
    if (!gap.task) return [dayName(gap.day, today) || gap.day !== null && words.today, gap.time].filter(Boolean).join(" ");
    if (!gap.late) return words.due_today;
    return gap.day < today ? fill(words.overdue, { n: today - gap.day }) : fill(words.overdue_hours, { n: Math.max(1, Math.floor((now - gap.from) / 60)) });
  }
  function gapRow(gap, now, today) {
    return make("li", "gap" + (gap.late ? " late" : gap.soon ? " soon" : ""),
      make("b", "", gap.title), call(gap.call, true), make("span", "state", gapState(gap, now, today)));
  }

  /* Lists that are longer than their place: the number of the page, and the rows on it. */
  let panels = ["party", "vehicle", "gap", "group"].map(id => {
    let box = document.getElementById(id), of = selector => box.querySelector(selector);
    return { id: id, box: box, list: of("ul"), count: of(".count"), button: of(".page"), page: 0, starts: [0] };
  });
  function show(panel, rows, empty) {
    panel.box.hidden = !rows.length && !empty;
    panel.count.textContent = rows.length || "";
    panel.list.replaceChildren(...rows);
    if (!rows.length && empty) panel.list.append(make("li", "empty", empty));
  }
  function layOut() {
    panels.forEach(({ box, list }) => {
      box.style.height = box.style.minHeight = "";
      [...list.children].forEach(r => { r.hidden = false; });
    });
    let letter = parseFloat(getComputedStyle(root).fontSize);
    let needed = panels.map(({ box, list }) => box.offsetHeight - list.clientHeight + list.scrollHeight);
    panels.forEach(({ id, box }, n) => { box.style.minHeight = Math.min(needed[n], LEAST[id] * letter) + "px"; });
    let places = panels.map(({ box, list }) => ({
      height: box.offsetHeight, room: list.clientHeight, turns: getComputedStyle(list).overflowY === "hidden",
      rows: [...list.children].map(r => r.getBoundingClientRect().height)
    }));
    panels.forEach((panel, n) => {
      let { height, room, turns, rows } = places[n], used = 0;
      panel.starts = [0];
      rows.forEach((row, at) => {
        if (turns && used && used + row > room + 2) { panel.starts.push(at); used = 0; }
        used += row;
      });
      if (panel.starts.length > 1) panel.box.style.height = height + "px";
      turnTo(panel, panel.page);
    });
  }
  function turnTo(panel, page) {
    let { starts, list, button } = panel;
    panel.page = page % starts.length;
    [...list.children].forEach((r, n) => { r.hidden = n < starts[panel.page] || n >= (starts[panel.page + 1] || Infinity); });
    button.hidden = starts.length === 1;
    button.textContent = fill(words.page, { n: panel.page + 1, pages: starts.length }) + " ›";
  }
  let paused = null;

  function header(now, today) {
    let over = today > data.last, left = data.first - today;
    let day = new Intl.DateTimeFormat(data.language, { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" }).format(new Date(today * 864e5));
    let which = over ? words.ended : left > 0 ? fill(words.days_left, { n: left })
      : fill(words.day, { n: today - data.first + 1, whole: data.last - data.first + 1 });
    document.getElementById("day").textContent = day + " · " + which;
    document.getElementById("clock").textContent = clockText(now);
  }
  let shown = null;
  function draw() {
    let now = minutes(), today = clock(now).day;
    if (now === shown) return;
    shown = now;
    header(now, today);
    panels.forEach(panel => {
      if (panel.id === "gap") show(panel, openGaps(data.gaps, now, clock).map(gap => gapRow(gap, now, today)), words.all_settled);
      else show(panel, data.tracks[panel.id].map(track => row(track, now, today)));
    });
    layOut();
  }

  panels.forEach(panel => {
    panel.button.addEventListener("click", () => { turnTo(panel, panel.page + 1); });
    panel.box.addEventListener("pointerenter", () => { paused = panel; });
    panel.box.addEventListener("pointerleave", () => { paused = null; });
  });
  document.getElementById("look").addEventListener("click", () => {
    let dark = root.dataset.look ? root.dataset.look === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.look = dark ? "light" : "dark";
  });
  addEventListener("resize", layOut);
  addEventListener("beforeprint", () => { panels.forEach(({ list }) => [...list.children].forEach(r => { r.hidden = false; })); });
  addEventListener("afterprint", layOut);
  setInterval(draw, 1e3);
  setInterval(() => { panels.filter(panel => panel !== paused).forEach(panel => { turnTo(panel, panel.page + 1); }); }, TURN);
  draw();
}
startBoard();
