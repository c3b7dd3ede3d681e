/* What a card shows at a time: worked out from its plan and the clock alone, without the page.
   Times are seconds since 1970; days are counted from 1970 on the visit's own clock. */
const NIGHT_ENDS = 5;

/* `plan`: entries by time (kind, from, until, by: the start of the ride that leads there, optional),
   an entry of one minute has no time yet and is the last of its day,
   rooms by first night (first, last, out: minutes of the last day), last: the visit's last day.
   Returns a kind of state; current and next entries, the one to name first; what comes then; days
   until what is next, and whether in the morning; tonight's rooms and later ones. */
function cardState(plan, now, clock) {
  let today = clock(now);
  let coming = plan.entries.filter(e => e.from > now);
  let current = plan.entries.filter(e => e.from <= now && now < e.until).sort((a, b) => b.from - a.from || a.optional - b.optional);
  let first = coming.filter(e => e.from === coming[0].from).sort((a, b) => a.optional - b.optional)[0];
  let at = first ? clock(first.from) : today;
  let days = at.day - today.day;
  let then = first && following(first, coming, clock);
  let next = first ? [first].concat(coming.filter(e => e !== first && e !== then && e.from < first.until)) : [];
  return Object.assign(roomsTonight(plan.rooms, today), {
    kind: kindOf(), current: current, next: next, then: then, days: days,
    morning: at.minute >= NIGHT_ENDS * 60 && at.minute < 720
  });

  function kindOf() {
    let leaves = e => e && e.kind === "departure";
    if (!plan.entries.length) return "";
    if (current.length) return leaves(current[0]) ? "leaving" : "in";
    if (!first && today.day > plan.last) return "ended";
    if (!first) return plan.rooms.some(r => r.last > today.day) ? "done" : "last";
    let begun = plan.entries.some(e => e.until <= now);
    if (days > 0) return begun ? "done" : "days_left";
    if (leaves(first) || first.kind === "ride" && leaves(then)) return "leaving";
    return begun ? "next" : "first";
  }
}

/* What a ride leads to; the ride that meets an arrival, which may leave within its usual half hour. */
function following(first, coming, clock) {
  let today = coming.filter(e => clock(e.from).day === clock(first.from).day);
  if (first.kind === "ride") return coming.find(e => e.by === first.from) || today.find(e => e.from >= first.until);
  if (first.kind === "arrival") return today.find(e => e.kind === "ride");
}

/* A night lasts until five in the morning; on the day of leaving a room is one's own until `out`. */
function roomsTonight(rooms, today) {
  let night = today.minute < NIGHT_ENDS * 60 ? today.day - 1 : today.day;
  let later = rooms.filter(r => r.first > night);
  let tonight = rooms.filter(r => r.first <= night && night < r.last);
  if (!tonight.length) tonight = rooms.filter(r => r.last === today.day && today.minute < r.out);
  if (!tonight.length && later.length) {
    tonight = later.filter(r => r.first === later[0].first);
    later = later.filter(r => r.first !== later[0].first);
  }
  return { rooms: tonight, later: later };
}
