/* Opens a paper: as the card that links to it, with the key in its address. */
function openPaper() {
  let sealed = document.getElementById("sealed"), page = document.getElementById("paper");
  function say(what) {
    document.querySelectorAll("[data-message]").forEach(box => { box.hidden = box.dataset.message !== what; });
  }
  function bytes(text) {
    let raw = atob(text.replace(/-/g, "+").replace(/_/g, "/")), made = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) made[i] = raw.charCodeAt(i);
    return made;
  }
  /* Lengths of all and of the description, the description, and the file. */
  function show(padded) {
    let lengths = new DataView(padded), begin = 8 + lengths.getUint32(4);
    let about = JSON.parse(new TextDecoder().decode(new Uint8Array(padded, 8, begin - 8)));
    let file = new Blob([new Uint8Array(padded, begin, 4 + lengths.getUint32(0) - begin)], { type: about.type });
    let inApp = IN_APP.test(navigator.userAgent), image = /^image/.test(about.type);
    say("");
    sealed.remove();
    page.querySelector("h1").textContent = about.title;
    page.querySelector("[data-size]").textContent = about.name + " · " + about.size;
    page.querySelectorAll("a").forEach(link => {
      link.href = URL.createObjectURL(file);
      if (link.dataset.save) link.download = about.name;
      link.hidden = inApp || (!link.dataset.save && !about.shown);
    });
    page.querySelector("[data-app]").hidden = !inApp || image;
    page.hidden = false;
    if (!image) return;
    let reader = new FileReader(), picture = page.querySelector("img");
    reader.onload = () => { picture.src = reader.result; picture.hidden = false; };
    reader.readAsDataURL(file);
  }

  let whole = bytes(sealed.textContent);
  if (!sealed.dataset.bound) return show(whole.buffer);
  let key = keyIn(location.hash) || keyIn(location.search);
  if (!key) return say("no-key");
  if (key.length < KEY_LENGTH) return say("cut");
  if (!window.crypto || !crypto.subtle) return say("no-crypto");
  let how = { name: "AES-GCM", iv: whole.slice(0, 12), additionalData: new TextEncoder().encode(sealed.dataset.bound) };
  crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["decrypt"])
    .then(imported => crypto.subtle.decrypt(how, imported, whole.slice(12)))
    .then(show)
    .catch(() => { say("wrong-key"); });
}
