/* On the page for what is not there: an address bent in its path leads to its card after all. */
function findCard() {
  let path = plain(location.pathname), found = path.match(/^(.*\/g\/[\w-]{22})(.*)$/);
  if (!found || found[1] + ".html" === location.pathname) return;
  let sent = keyIn(found[2]) || keyIn(location.search), key = sent || keyIn(location.hash);
  /* Only what follows "#" stays on the phone: this key was sent to the host. */
  location.replace("/" + found[1].replace(/^[/\\]+/, "") + ".html" + (key ? "#k=" + key : "") + (sent ? "&seen" : ""));
}
