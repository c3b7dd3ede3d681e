/* Material looks each Chinese character up by itself and takes any of them: 代表团 would find 表单.
   Here a query's characters are all required, and of what is found only the places where they
   stand beside one another are kept, best first. The worker's message of type 2 is a query, of
   type 3 its results: pages, each a list of its places. */
(function () {
  var chinese = /[^\x00-\x7f]/;
  var beforeCharacter = /(?=[\u3400-\u9fff\ud840-\ud888])/; /* as in mkdocs.yml, so that words break alike */
  var between = /[\s·•、，。；：！？（）()\[\]「」“”《》〔〕"'.,:;/-]+/;
  var pairs = [];

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

  var post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    if (message && message.type === 2 && typeof message.data === "string") {
      pairs = pairsOf(message.data);
      arguments[0] = { type: 2, data: required(message.data) };
    }
    return post.apply(this, arguments);
  };

  /* The theme listens before this script runs, so what it hears is changed where it reads it. */
  var data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
  var heard = new WeakMap();
  Object.defineProperty(MessageEvent.prototype, "data", {
    configurable: true,
    enumerable: true,
    get: function () {
      var said = data.get.call(this);
      if (!pairs.length || !said || said.type !== 3 || !(this.target instanceof Worker)) return said;
      if (!heard.has(this)) heard.set(this, { type: 3, data: Object.assign({}, said.data, { items: ranked(said.data.items) }) });
      return heard.get(this);
    }
  });
})();
