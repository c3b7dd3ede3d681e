/* Undoes zlib compression where the browser has no DecompressionStream (RFC 1950, 1951). */
function inflate(source) {
  var at = 2, bits = 0, held = 0, out = [];
  function take(count) {
    while (held < count) { bits |= source[at++] << held; held += 8; }
    var value = bits & ((1 << count) - 1);
    bits >>>= count;
    held -= count;
    return value;
  }
  function tree(lengths) {
    var counts = [], offsets = [0], symbols = [], i;
    for (i = 0; i < 16; i++) counts[i] = 0;
    lengths.forEach(function (length) { counts[length]++; });
    counts[0] = 0;
    for (i = 0; i < 15; i++) offsets[i + 1] = offsets[i] + counts[i];
    lengths.forEach(function (length, symbol) { if (length) symbols[offsets[length]++] = symbol; });
    return { counts: counts, symbols: symbols };
  }
  function symbol(from) {
    var code = 0, first = 0, index = 0;
    for (var length = 1; length < 16; length++) {
      code |= take(1);
      var count = from.counts[length];
      if (code - count < first) return from.symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error("broken");
  }
  var lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  var lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  var farBase = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  function copy(literals, distances) {
    for (;;) {
      var next = symbol(literals);
      if (next === 256) return;
      if (next < 256) { out.push(next); continue; }
      var length = lengthBase[next - 257] + take(lengthBits[next - 257]);
      var far = symbol(distances);
      var start = out.length - farBase[far] - take(far < 2 ? 0 : (far >> 1) - 1);
      for (var i = 0; i < length; i++) out.push(out[start + i]);
    }
  }
  function repeat(value, times) { var made = []; while (times--) made.push(value); return made; }
  function described() {
    var literalCount = take(5) + 257, distanceCount = take(5) + 1, codeCount = take(4) + 4;
    var order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15], lengths = repeat(0, 19);
    for (var i = 0; i < codeCount; i++) lengths[order[i]] = take(3);
    var codes = tree(lengths), all = [];
    while (all.length < literalCount + distanceCount) {
      var code = symbol(codes);
      if (code < 16) all.push(code);
      else if (code === 16) all = all.concat(repeat(all[all.length - 1], 3 + take(2)));
      else all = all.concat(repeat(0, code === 17 ? 3 + take(3) : 11 + take(7)));
    }
    copy(tree(all.slice(0, literalCount)), tree(all.slice(literalCount)));
  }
  for (var last = 0; !last;) {
    last = take(1);
    var kind = take(2);
    if (kind === 0) {
      bits = held = 0;
      var size = source[at] | source[at + 1] << 8;
      at += 4;
      while (size--) out.push(source[at++]);
    } else if (kind === 1) {
      copy(tree(repeat(8, 144).concat(repeat(9, 112), repeat(7, 24), repeat(8, 8))), tree(repeat(5, 30)));
    } else {
      described();
    }
  }
  return new Uint8Array(out);
}
