/* Finds the tallies in a text that a messenger may have broken. */
const WRAP = "(?:=?\\s)*"; /* where a messenger broke the word */
const MARK = "([a-z2-7] ){8}[012] ([0-9a-z] ){4}[0-9a-z](_[a-z2-7]*)?";
const START = "R C 1 \\. ".replace(/ /g, WRAP);
const TALLY = new RegExp(START + `([a-z0-9-] )+\\. ([a-z2-7] ){8}\\. [12] \\. ${MARK}( - ${MARK})*`.replace(/ /g, WRAP), "y");
/* The tallies in a text, and how many in it are damaged. */
function talliesIn(text) {
  let found = [], damaged = 0, starts = new RegExp(START, "g"), start;
  while ((start = starts.exec(text))) {
    TALLY.lastIndex = start.index;
    let match = TALLY.exec(text), rest = match && text.slice(TALLY.lastIndex);
    /* More of it follows that cannot be read, or a note that may go on in the next line. */
    if (!match || /^[\w.]/.test(rest) || /^(=?\s)*-/.test(rest) || /_\w*$/.test(match[0]) && /^(=?\s)+[a-z2-7]/.test(rest)) damaged++;
    else {
      let parts = match[0].replace(/=?\s/g, "").split(".");
      found.push({ visit: parts[1], event: parts[2], key: parts.slice(0, 4).join("."), marks: marksIn(parts[4]) });
    }
  }
  return { found: found, damaged: damaged };
}
