"use strict";
/* Long lists: a box that filters their rows, and sections that fold. Without this script all is open. */
(function () {
  const box = document.querySelector(".rh-filter");
  if (!box) return;
  const words = box.dataset;
  const field = box.querySelector("input"), count = box.querySelector("output"), all = box.querySelector("button");
  const HEADER = 2.4 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const ITEMS = "tbody tr, .rh-codes li, .rh-pictures figure, .rh-pictures details";
  const plain = text => text.toLowerCase().replace(/[\s·•・．.‧\-—]/g, "");

  const groups = Array.from(document.querySelectorAll(".rh-part"), section => {
    const [heading, body] = section.children;
    const group = { section, heading, body, folds: section.classList.contains("rh-folds"), open: true };
    if (group.folds) {
      const button = group.button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      if (heading.dataset.about) button.append(Object.assign(document.createElement("small"), { textContent: " " + heading.dataset.about }));
      heading.append(button);
      button.addEventListener("click", () => { set(group, !group.open); label(); });
    }
    return group;
  });
  const folding = groups.filter(group => group.folds);

  function set(group, open) {
    group.open = open;
    if (!group.folds) return;
    group.button.setAttribute("aria-expanded", open);
    /* The browser's own search, and a link to a row, still find what is closed where it knows how. */
    if (open) group.body.removeAttribute("hidden"); else group.body.setAttribute("hidden", "until-found");
    if (!open && group.section.getBoundingClientRect().top < 0) group.section.scrollIntoView();
  }

  function label() {
    all.textContent = folding.every(group => group.open) ? words.close : words.open;
  }

  groups.forEach(group => group.section.addEventListener("beforematch", () => { set(group, true); label(); }));
  all.addEventListener("click", () => {
    const open = !folding.every(group => group.open);
    folding.forEach(group => set(group, open));
    label();
  });

  /* What a row is found by: its text, that of its heading, and its names in pinyin, whole and by initials. */
  let items;
  function read() {
    items = groups.flatMap(group => Array.from(group.section.querySelectorAll(ITEMS), element => {
      const readings = (element.dataset.read || "").split(",");
      const spoken = readings.map(name => " " + name.replace(/ /g, "") + " " + name.replace(/(\w)\w* ?/g, "$1"));
      return { element, group, text: plain(element.textContent) + " " + plain(group.heading.textContent), spoken: spoken.join("") };
    }));
  }

  function found(item, word) {
    return item.text.includes(word) || /^[a-z]{2,}$/.test(word) && item.spoken.includes(" " + word);
  }

  function filter() {
    const terms = field.value.trim().split(/\s+/).map(plain).filter(Boolean);
    if (!items) read();
    mark([]);
    all.hidden = terms.length > 0;
    count.textContent = "";
    if (!terms.length) {
      items.forEach(({ element }) => { element.hidden = false; });
      groups.forEach(group => {
        group.section.hidden = false;
        for (const block of group.body.children) block.hidden = false;
        set(group, group.open);
      });
      return;
    }
    const hits = items.filter(item => {
      const hit = terms.every(term => found(item, term));
      item.element.hidden = !hit;
      if (hit && item.element.matches("details")) item.element.open = true;
      return hit;
    });
    groups.forEach(group => {
      group.section.hidden = !hits.some(hit => hit.group === group);
      group.body.hidden = false;
      for (const block of group.body.children) block.hidden = !hits.some(hit => block.contains(hit.element));
      if (group.folds) group.button.setAttribute("aria-expanded", true);
    });
    count.textContent = hits.length ? words.found.replace("{n}", hits.length) : words.none;
    mark(hits.slice(0, 50).flatMap(hit => ranges(hit.element, field.value.trim().toLowerCase().split(/\s+/))));
    /* The first hit is below the box, also where the reader had scrolled down. */
    const above = box.previousElementSibling.getBoundingClientRect().bottom;
    if (above < 0) window.scrollBy(0, above - HEADER);
  }

  function ranges(element, terms) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), result = [];
    for (let node; (node = walker.nextNode());) {
      const text = node.data.toLowerCase();
      for (const term of terms) {
        const at = text.indexOf(term);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + term.length);
        result.push(range);
      }
    }
    return result;
  }

  function mark(spans) {
    if (window.Highlight) CSS.highlights.set("rh-found", new Highlight(...spans));
  }

  let waiting;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  field.addEventListener("keydown", event => { if (event.key === "Escape") { field.value = ""; filter(); } });

  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const group = target && groups.find(each => each.section.contains(target));
    if (!group) return;
    set(group, true);
    label();
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);

  /* A code is one file: it opens alone and large, so that no phone scans a neighbour's. */
  document.addEventListener("click", async event => {
    const link = event.target.closest(".rh-codes a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(answer.status);
      show(new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement, link);
    } catch {
      location.href = link.href;
    }
  });

  function show(picture, link) {
    const dialog = document.createElement("dialog"), about = document.createElement("p"), back = document.createElement("button");
    dialog.className = "rh-code md-typeset";
    dialog.dataset.mdColorScheme = "default"; /* a code is black on white, by night too */
    dialog.setAttribute("aria-label", link.querySelector("b").textContent);
    about.textContent = link.querySelector("small").textContent;
    back.textContent = words.back;
    back.className = "md-button";
    back.autofocus = true;
    back.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    dialog.append(document.importNode(picture, true), about, back);
    document.body.append(dialog);
    dialog.showModal();
  }

  const now = new Date(), two = number => String(number).padStart(2, "0");
  const today = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const narrow = matchMedia("(max-width: 44.9375em)").matches;
  const long = narrow && document.documentElement.scrollHeight > 6 * innerHeight;
  groups.forEach(group => set(group, !long || group.heading.dataset.day === today));
  if (long) document.querySelectorAll(".rh-pictures details").forEach(picture => { picture.open = false; });
  box.hidden = false;
  label();
  reveal();
})();
