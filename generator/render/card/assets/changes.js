/* What changed since a reader last acknowledged it: one change for each fact, from its first old
   value to its latest new one. `changes` have at (seconds since 1970), kind, key (of the entry or
   room, or empty), field, label, old and new. What came and went meanwhile is no change. */
function joinChanges(changes, acknowledged) {
  let facts = new Map();
  changes.filter(c => c.at > acknowledged).sort((a, b) => a.at - b.at).forEach(change => {
    let fact = [change.kind, change.key || change.label, change.field].join("\n"), former = facts.get(fact);
    facts.set(fact, former ? Object.assign({}, change, { old: former.old }) : change);
  });
  let joined = [...facts.values()];
  function whole(change, field) { return change.key && joined.some(c => c.key === change.key && c.field === field); }
  return joined.filter(change => {
    let made = whole(change, "new"), gone = whole(change, "cancelled");
    if (change.field === "new" || change.field === "cancelled") return !(made && gone);
    return !made && !gone && change.old !== change.new;
  });
}
