/* The microsite's first page joins the roll calls of phones. It keeps the tally in its address for the
   card on this phone; where that card asks, it shows a tally to another phone as QR codes, or reads
   one that was pasted. */
function startExchange() {
  const LONGEST = 800; /* characters of one code, which has at most 50 marks */
  let exchange = document.querySelector(".exchange"), words = exchange.dataset;
  function part(name) { return exchange.querySelector(`[data-part=${name}]`); }
  function fill(text, values) { return text.replace(/{(\w+)}/g, (_, name) => values[name]); }
  function isOwn(tally) { return tally.visit === words.visit; }

  function show(tally) {
    let box = part("show"), [ground, squares] = box.querySelectorAll("path"), next = box.querySelector("[data-next]");
    let start = location.href.split("#")[0] + "#" + tally.key + ".", parts = [[]], shown = 0;
    Object.values(tally.marks).sort().forEach(mark => {
      let last = parts[parts.length - 1];
      if (last.length === 50 || (start + last.join("-") + mark).length > LONGEST) parts.push([mark]);
      else last.push(mark);
    });
    function draw() {
      let rows = qrRows(start + parts[shown].join("-")), size = rows.length + 8, path = "";
      rows.forEach((cells, y) => cells.join("").replace(/1+/g, (run, x) => { path += `M${x + 4} ${y + 4}h${run.length}v1h-${run.length}z`; }));
      ground.setAttribute("d", `M0 0h${size}v${size}H0z`);
      squares.setAttribute("d", path);
      box.querySelector("svg").setAttribute("viewBox", `0 0 ${size} ${size}`);
      next.textContent = fill(words.next, { i: shown + 1, n: parts.length });
    }
    next.hidden = parts.length < 2;
    next.onclick = () => {
      shown = (shown + 1) % parts.length;
      draw();
    };
    draw();
  }

  function receive(read) {
    let box = part("received"), tally = read.found.filter(isOwn)[0], text = box.querySelector("textarea"), copy = box.querySelector("button");
    let kept = tally && keepMarks(tally.key, tally.marks);
    box.querySelector("h2").textContent = tally ? fill(words.received, { n: Object.keys(tally.marks).length }) : "";
    box.querySelector("p").textContent = tally ? kept ? words.open_card : words.not_kept : read.damaged ? words.damaged : words.foreign;
    text.hidden = copy.hidden = !tally;
    if (!tally) return;
    text.value = tally.key + "." + marksText(tally.marks);
    copy.onclick = () => {
      text.select();
      let write = navigator.clipboard ? navigator.clipboard.writeText(text.value) : Promise.reject();
      write.catch(() => document.execCommand("copy")).then(() => { copy.textContent += " ✓"; });
    };
  }

  function merge() {
    let box = part("paste"), text = box.querySelector("textarea"), read = talliesIn(text.value), own = read.found.filter(isOwn);
    let codes = new Set(), kept = true;
    own.forEach(tally => {
      Object.keys(tally.marks).forEach(code => codes.add(code));
      kept = keepMarks(tally.key, tally.marks) && kept;
    });
    box.querySelector("[role=status]").textContent = [
      own.length ? kept ? fill(words.merged, { n: codes.size }) : words.not_kept : "", read.found.length > own.length ? words.foreign : "",
      read.damaged ? words.damaged : "", read.found.length || read.damaged ? "" : words.nothing
    ].filter(Boolean).join(" ");
    if (own.length && kept && !read.damaged) text.value = "";
  }

  function look() {
    let hash = plain(location.hash), read = talliesIn(hash), shown = hash === "#paste" ? "paste" : "";
    if (!shown && (read.found.length || read.damaged)) shown = hash.startsWith("#show-") && read.found.length ? "show" : "received";
    exchange.querySelectorAll("section").forEach(box => { box.hidden = box.dataset.part !== shown; });
    if (shown === "show") show(read.found[0]);
    if (shown === "received") receive(read);
  }
  exchange.querySelectorAll("[data-back]").forEach(back => { back.onclick = () => { history.back(); }; });
  exchange.querySelector("[data-merge]").onclick = merge;
  addEventListener("hashchange", look);
  look();
}
function keepLanding() {
  const worker = navigator.serviceWorker;
  if (!worker || !window.isSecureContext || location.protocol === "file:") return;
  worker.register("sw.js").then(() => worker.ready).then(ready => {
    ready.active.postMessage({ keep: location.pathname });
  }).catch(() => { /* online only */ });
}
startExchange();
if (location.hash) keepLanding(); /* others open it for what it says, once */
