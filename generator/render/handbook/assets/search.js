/* The theme's search, in a worker, looks each Chinese character up by itself and takes any of them:
   代表团 would find 表单. Here a query's characters are all required, and of what is found only the
   places where they stand beside one another are kept, best first. People, rooms and vehicles are
   looked up here, by name, pinyin, number or plate, and come before the pages. The worker's message
   of type 0 has the index, of type 2 a query, of type 3 its results: pages, each a list of its
   places. */
(function () {
  var chinese = /[^\x00-\x7f]/;
  var beforeCharacter = /(?=[\u3400-\u9fff\ud840-\ud888])/; /* as in mkdocs.yml, so that words break alike */
  var between = /[\s·•、，。；：！？（）()\[\]「」“”《》〔〕"'.,:;/-]+/;
  var dots = /[\s·•・‧⋅．.'’-]+/g;
  var pairs = [], query = "", entries = [], forms = new Map(), about = { words: {}, visits: {} };

  function required(query) {
    return query.trim().split(/[\s·、，。；：（）]+/).map(function (word) {
      if (!chinese.test(word) || /["+^~*:-]/.test(word)) return word;
      return word.split(beforeCharacter).map(function (part) { return "+" + part + "*"; }).join(" ");
    }).join(" ");
  }

  function plain(html) {
    var text = html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
    return text.toLowerCase().split(between).join("");
  }

  /* Each character with the next: 代表团 is 代表 and 表团. */
  function pairsOf(query) {
    var found = [];
    query.toLowerCase().split(/\s+/).forEach(function (word) {
      var characters = Array.from(word.split(between).join(""));
      if (!chinese.test(word)) return;
      for (var i = 1; i < characters.length; i++) found.push(characters[i - 1] + characters[i]);
    });
    return found;
  }

  function closeness(place) {
    var text = plain(place.title + " " + place.text);
    return pairs.filter(function (pair) { return text.includes(pair); }).length;
  }

  function ranked(pages) {
    var most = 0;
    var judged = pages.map(function (places) {
      var close = places.map(closeness);
      var best = Math.max.apply(null, close);
      most = Math.max(most, best);
      return { places: places, close: close, best: best };
    });
    var least = most === pairs.length ? most : 1;
    return judged.filter(function (page) { return page.best >= least; }).sort(function (a, b) {
      return b.best - a.best;
    }).map(function (page) {
      /* The page itself, which has no "#", heads its places whatever it says. */
      return page.places.filter(function (place, i) { return page.close[i] >= least || place.location.indexOf("#") < 0; });
    });
  }

  /* A text as it is compared: one form of each character, no dots, no spaces: 陳㛃 is 陈洁, 鄂E·A1234 is 鄂ea1234. */
  function folded(text) {
    var usual = Array.from(text.normalize("NFKC").toLowerCase(), function (c) { return forms.get(c) || c; });
    return usual.join("").replace(dots, "");
  }

  function entryOf(place) {
    var slug = place.location.split("/")[1];
    var title = document.createElement("textarea"); /* what is escaped in the index becomes text */
    title.innerHTML = place.title + "\n" + place.text;
    var lines = title.value.split("\n"), parts = lines[0].split(" — "), facts = parts[0].split(" · ");
    return {
      place: place,
      written: lines.join(" "),
      name: folded(facts[0]),
      facts: facts.slice(1).join("、").split("、").map(folded),
      more: lines[1].split(" ").map(folded),
      visit: folded(parts.slice(1).join("")),
      syllables: place.pinyin ? place.pinyin.split(" ") : [],
      days: about.visits[slug] || ["", ""],
      slug: slug
    };
  }

  /* Whether letters are syllables from the i-th on, each whole or its initial: yangwenbo, ywb, yangwb. */
  function reads(letters, syllables, i) {
    if (!letters) return true;
    if (i === syllables.length) return false;
    var next = syllables[i];
    return next.startsWith(letters)
      || letters.startsWith(next) && reads(letters.slice(next.length), syllables, i + 1)
      || letters[0] === next[0] && reads(letters.slice(1), syllables, i + 1);
  }

  function pinyinFits(letters, syllables) {
    if (letters.length < 2 || !/^[a-zv]+$/.test(letters) || !syllables.length) return 0;
    if (letters === syllables.join("")) return 70;
    if (letters === syllables.map(function (s) { return s[0]; }).join("")) return 60;
    if (reads(letters, syllables, 0)) return 40;
    return syllables.some(function (_, i) { return i && reads(letters, syllables, i); }) ? 25 : 0;
  }

  /* How well an entry fits a word; 0 where it does not. From 30 on it comes before the pages. */
  function fits(word, entry) {
    if (!word || !chinese.test(word) && word.length < 2) return 0;
    if (entry.name === word) return 100;
    var all = entry.facts.concat(entry.more);
    if (all.indexOf(word) >= 0) return 65;
    var letters = pinyinFits(word.replace(/ü/g, "v"), entry.syllables);
    if (letters) return letters;
    if (entry.name.startsWith(word)) return 50;
    if (entry.name.includes(word)) return 35;
    return all.some(function (fact) { return fact.includes(word); }) ? (word.length > 2 ? 30 : 20) : 0;
  }

  function judgedEntry(entry, words, whole) {
    var points = words.map(function (word) { return fits(word, entry); });
    var matched = points.filter(Boolean).length;
    var missed = words.filter(function (word, i) { return !points[i] && !entry.visit.includes(word); }).length;
    var sum = points.reduce(function (a, b) { return a + b; }, 0);
    var as_one = words.length > 1 ? fits(whole, entry) : 0;
    return { entry: entry, points: Math.max(as_one, missed || !matched ? 0 : sum / matched), matched: matched, best: Math.max.apply(null, points) };
  }

  /* Visits by the reader's day: the one whose page is open, those of today, to come, over. */
  function distance(entry) {
    if (location.pathname.split("/").indexOf(entry.slug) >= 0) return -1;
    var now = Date.now(), start = Date.parse(entry.days[0]), end = Date.parse(entry.days[1]) + 864e5;
    return now < start ? start - now : now > end ? 1e13 + now - end : 0;
  }

  /* Under a result, why it was found where its own words do not have the query. */
  function note(entry, words) {
    var written = entry.written.toLowerCase().replace(dots, ""), notes = [], say = about.words;
    words.forEach(function (word) {
      if (/^[a-zvü]+$/.test(word) && !written.includes(word) && pinyinFits(word.replace(/ü/g, "v"), entry.syllables)) {
        notes.push(say.pinyin.replace("{found}", entry.place.pinyin));
      }
    });
    Array.from(query.normalize("NFKC")).forEach(function (typed) {
      if (!chinese.test(typed) || written.includes(typed)) return;
      var found = Array.from(written).find(function (c) { return (forms.get(c) || c) === (forms.get(typed) || typed); });
      if (found) notes.push(say.form.replace("{typed}", typed).replace("{found}", found));
    });
    return notes.concat(entry.place.text || []).filter(function (line, i, all) { return all.indexOf(line) === i; }).join(" · ");
  }

  function found(entry, words) {
    var line = note(entry, words), title = entry.place.title + (line ? "<small class=rh-note>" + line + "</small>" : "");
    return [{ location: entry.place.location, title: title, text: "", score: 1, terms: {} }];
  }

  function withEntries(pages) {
    var words = query.split(/[\s，、,]+/).map(folded).filter(Boolean), whole = folded(query);
    if (!words.length) return pages;
    var judged = entries.map(function (entry) { return judgedEntry(entry, words, whole); });
    var fitting = judged.filter(function (each) { return each.points; });
    if (!fitting.length) {
      /* Nobody has all words (张三 住宿): whoever is named by one, or, before nothing, has the most of them. */
      var most = Math.max.apply(null, judged.map(function (each) { return each.matched; }).concat(0));
      fitting = judged.filter(function (each) { return each.best >= 60 || !pages.length && most && each.matched === most; });
      fitting.forEach(function (each) { each.points = each.best; });
    }
    fitting.sort(function (a, b) { return b.points - a.points || distance(a.entry) - distance(b.entry); });
    if (fitting.length) pages = pages.map(unnamed);
    var before = fitting.filter(function (each) { return each.points >= 30; });
    var after = fitting.filter(function (each) { return each.points < 30; });
    var named = fitting.length && fitting[0].points === 100 ? [] : pages.filter(function (places) {
      return places.some(function (place) { return folded(plain(place.title)) === whole; });
    });
    var others = pages.filter(function (places) { return named.indexOf(places) < 0; });
    function shown(each) { return found(each.entry, words); }
    return named.concat(before.map(shown), others, after.map(shown));
  }

  /* The theme puts a result's words into its address, for it to mark them: no name may be there. */
  function unnamed(places) {
    return places.map(function (place) { return Object.assign({}, place, { terms: {} }); });
  }

  function results(items) {
    var pages = pairs.length ? ranked(items) : items;
    return withEntries(pages.map(function (places) {
      return places[0].location.indexOf("visits/") ? places : unnamed(places);
    }));
  }

  function takeEntries(data) {
    var known = data.config.reception;
    if (!known) return data;
    var characters = Array.from(known.forms), places = data.docs;
    about = known;
    for (var i = 0; i < characters.length; i += 2) forms.set(characters[i], characters[i + 1]);
    entries = places.filter(function (place) { return "pinyin" in place; }).map(entryOf);
    return Object.assign({}, data, { docs: places.filter(function (place) { return !("pinyin" in place); }) });
  }

  var post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    if (message && message.type === 0 && message.data) {
      arguments[0] = { type: 0, data: takeEntries(message.data) };
    } else if (message && message.type === 2 && typeof message.data === "string") {
      query = message.data.trim();
      pairs = pairsOf(query);
      arguments[0] = { type: 2, data: required(query) };
    }
    return post.apply(this, arguments);
  };

  /* What the theme hears is changed where it reads it. */
  var data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
  var heard = new WeakMap();
  Object.defineProperty(MessageEvent.prototype, "data", {
    configurable: true,
    enumerable: true,
    get: function () {
      var said = data.get.call(this);
      if (!query || !said || said.type !== 3 || !(this.target instanceof Worker)) return said;
      if (!heard.has(this)) heard.set(this, { type: 3, data: Object.assign({}, said.data, { items: results(said.data.items) }) });
      return heard.get(this);
    }
  });
})();
