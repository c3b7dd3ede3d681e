/* Messengers bend addresses: they encode them once or twice, put a query before the fragment, hang
   ?from= or words on the end, break lines. */
const KEY_LENGTH = 43;
function plain(text) {
  for (let i = 0; i < 3; i++) {
    try { text = decodeURIComponent(text); } catch (broken) { /* as it is */ }
  }
  return text.normalize("NFKC").replace(/[\s\u200b-\u200d\u2060\ufeff]/g, "");
}
/* The key in a part of an address, or as much of it as is there. */
function keyIn(text) {
  let found = plain(text).match(/(?:^|[^\w])k=([\w-]+)/i);
  return found ? found[1].slice(0, KEY_LENGTH) : "";
}
