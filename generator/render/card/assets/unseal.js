/* `ask` opens a card with a second factor. */
function openSealed(ask) {
  let sealed = document.getElementById("sealed");
  function say(what) {
    document.querySelectorAll("[data-message]").forEach(box => {
      box.hidden = box.dataset.message !== what;
    });
  }
  function keyInAddress() {
    let key = keyIn(location.hash), sent = keyIn(location.search);
    if (sent || /[#&]seen\b/.test(location.hash)) document.documentElement.dataset.seen = "";
    return key || sent;
  }
  function bytes(text) {
    let raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, c => c.charCodeAt(0));
  }
  function unpack(padded) {
    let packed = new Uint8Array(padded, 4, new DataView(padded).getUint32(0));
    if (!window.DecompressionStream) return inflate(packed);
    let stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  }
  function show(content) {
    say("");
    sealed.remove();
    let card = document.getElementById("card");
    card.innerHTML = new TextDecoder().decode(content);
    card.hidden = false;
    startCard();
  }

  if (!sealed) return startCard(); /* a page saved after it was opened */
  let key = keyInAddress();
  if (!key) return say("no-key");
  if (key.length < KEY_LENGTH) return say("cut");
  if (!window.crypto || !crypto.subtle) return say("no-crypto");
  let whole = bytes(sealed.textContent);
  let how = { name: "AES-GCM", iv: whole.slice(0, 12), additionalData: new TextEncoder().encode(sealed.dataset.bound) };
  function openWith(raw) {
    return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"])
      .then(imported => crypto.subtle.decrypt(how, imported, whole.slice(12)))
      .then(unpack)
      .then(show);
  }
  if (ask) return ask(bytes(key), how.additionalData, openWith, say);
  openWith(bytes(key)).catch(() => { say("wrong-key"); });
}
