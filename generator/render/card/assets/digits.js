/* A card's second factor: the last digits of the reader's own telephone, stretched with the key in
   the address. A phone that keeps the page keeps what they were stretched into, never the digits. */
function askDigits(key, boundTo, open, say) {
  let place = "opens " + location.pathname;
  let root = document.documentElement, form = document.getElementById("ask"), [box, button] = form.children;
  function stretch(digits) {
    let how = { name: "PBKDF2", hash: "SHA-256", iterations: form.dataset.rounds, salt: boundTo };
    return crypto.subtle.importKey("raw", Uint8Array.from([...key, ...digits]), "PBKDF2", false, ["deriveBits"])
      .then(imported => crypto.subtle.deriveBits(how, imported, 256))
      .then(bits => new Uint8Array(bits));
  }
  function openWith(raw) {
    function remember() {
      try { if (root.dataset.kept === "yes") localStorage.setItem(place, raw); } catch (denied) { /* asked again */ }
    }
    return open(raw).then(() => {
      form.remove();
      remember();
      new MutationObserver(remember).observe(root, { attributes: true });
    });
  }
  function ask(what) {
    root.classList.add("js");
    form.hidden = button.disabled = false;
    say(what);
    box.focus();
  }
  form.onsubmit = event => {
    event.preventDefault();
    button.disabled = true;
    say("");
    stretch(plain(box.value).replace(/\D/g, "").slice(-4)).then(openWith).catch(() => { ask("wrong-digits"); });
  };
  /* Where nothing is kept, or storage is denied, this throws. */
  (async () => openWith(Uint8Array.from(localStorage.getItem(place).split(","))))().catch(() => { ask("digits"); });
}
