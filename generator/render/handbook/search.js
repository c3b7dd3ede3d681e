/* Material looks each Chinese character up by itself and takes any of them: 代表团 would find 表单.
   Here a query's characters are all required. The worker's message of type 2 is a query. */
(function () {
  var chinese = /[^\x00-\x7f]/;
  var beforeCharacter = /(?=[\u3400-\u9fff\ud840-\ud888])/; /* as in mkdocs.yml, so that words break alike */
  var post = Worker.prototype.postMessage;
  function required(query) {
    return query.trim().split(/[\s·、，。；：（）]+/).map(function (word) {
      if (!chinese.test(word) || /["+^~*:-]/.test(word)) return word;
      return word.split(beforeCharacter).map(function (part) { return "+" + part + "*"; }).join(" ");
    }).join(" ");
  }
  Worker.prototype.postMessage = function (message) {
    if (message && message.type === 2 && typeof message.data === "string") {
      arguments[0] = { type: 2, data: required(message.data) };
    }
    return post.apply(this, arguments);
  };
})();
