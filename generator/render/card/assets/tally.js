/* Tallies of roll calls: RC1.<visit>.<event>.<point>.<marks>, one word of plain letters. A mark is the
   code of a person, a state (1 here, 0 not here, 2 left), five characters of minutes since 1970 and
   perhaps a note. Of two marks of a person the later counts. A phone keeps the marks of a roll call
   under the first four parts. */
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const unkept = {};

/* A later minute wins; of the same minute a present mark; then the greater text. */
function rankOf(mark) { return mark.slice(9, 14) + (mark[8] === "1" ? 1 : 0) + mark; }
function joinMarks(marks, others) {
  let joined = { ...marks };
  Object.keys(others).forEach(code => {
    if (!joined[code] || rankOf(others[code]) > rankOf(joined[code])) joined[code] = others[code];
  });
  return joined;
}
function marksIn(text) {
  return text.split("-").reduce((marks, mark) => mark ? joinMarks(marks, { [mark.slice(0, 8)]: mark }) : marks, {});
}
function marksText(marks) { return Object.values(marks).sort().join("-"); }

/* Private windows may deny storage: then the page alone has the marks. */
function keptMarks(key) {
  try { return marksIn(localStorage.getItem(key) || unkept[key] || ""); } catch (denied) { return marksIn(unkept[key] || ""); }
}
/* Joins marks to those kept, and returns whether the phone keeps them. */
function keepMarks(key, marks) {
  let text = unkept[key] = marksText(joinMarks(keptMarks(key), marks));
  try {
    localStorage.setItem(key, text);
    return localStorage.getItem(key) === text;
  } catch (denied) { return false; }
}

function minutesNow() { return Math.floor(Date.now() / 60000); }
/* A mark later than the one before, although both may be of one minute. */
function markOf(code, state, note, before) {
  let minutes = Math.max(minutesNow(), before ? parseInt(before.slice(9, 14), 36) + 1 : 0);
  return code + state + minutes.toString(36).padStart(5, "0") + (note ? "_" + toBase32(note) : "");
}
function noteOf(mark) { return fromBase32(mark.slice(15)); }
function toBase32(text) {
  let bits = [...new TextEncoder().encode(text)].map(byte => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) || []).map(part => BASE32[parseInt(part.padEnd(5, "0"), 2)]).join("");
}
function fromBase32(text) {
  let bits = [...text].map(letter => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return new TextDecoder().decode(Uint8Array.from(bits.match(/.{8}/g) || [], byte => parseInt(byte, 2)));
}
