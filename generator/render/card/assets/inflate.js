/* Undoes zlib compression where the browser has no DecompressionStream (RFC 1950, 1951). */
function inflate(source) {
  let at = 2, bits = 0, held = 0, out = [];
  function take(count) {
    while (held < count) { bits |= source[at++] << held; held += 8; }
    let value = bits & ((1 << count) - 1);
    bits >>>= count;
    held -= count;
    return value;
  }
  /* Codes of one length count up in the order of their symbols; each length's begin after those of
     the one before, doubled. */
  function tree(lengths) {
    let symbols = {}, code = 0;
    for (let length = 1; length < 16; length++, code <<= 1) {
      lengths.forEach((each, symbol) => { if (each === length) symbols[length << 16 | code++] = symbol; });
    }
    return symbols;
  }
  function symbol(symbols) {
    for (let length = 1, code = 0; length < 16; length++) {
      code = code << 1 | take(1);
      let found = symbols[length << 16 | code];
      if (found >= 0) return found;
    }
    throw new Error("broken");
  }
  function lengthBits(code) { return code < 4 || code > 27 ? 0 : (code >> 2) - 1; }
  function farBits(code) { return code < 2 ? 0 : (code >> 1) - 1; }
  function bases(base, bits) {
    let made = [];
    for (let code = 0; code < 30; code++) { made[code] = base; base += 1 << bits(code); }
    return made;
  }
  let lengthBase = bases(3, lengthBits), farBase = bases(1, farBits);
  lengthBase[28] = 258;
  function copy(literals, distances) {
    for (;;) {
      let next = symbol(literals);
      if (next === 256) return;
      if (next < 256) { out.push(next); continue; }
      let code = next - 257, length = lengthBase[code] + take(lengthBits(code));
      let far = symbol(distances);
      let start = out.length - farBase[far] - take(farBits(far));
      for (let i = 0; i < length; i++) out.push(out[start + i]);
    }
  }
  function repeat(value, times) { let made = []; while (times--) made.push(value); return made; }
  function described() {
    let literalCount = take(5) + 257, distanceCount = take(5) + 1, codeCount = take(4) + 4;
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15], lengths = repeat(0, 19);
    for (let i = 0; i < codeCount; i++) lengths[order[i]] = take(3);
    let codes = tree(lengths), all = [];
    while (all.length < literalCount + distanceCount) {
      let code = symbol(codes);
      if (code < 16) all.push(code);
      else if (code === 16) all = all.concat(repeat(all[all.length - 1], 3 + take(2)));
      else all = all.concat(repeat(0, code === 17 ? 3 + take(3) : 11 + take(7)));
    }
    copy(tree(all.slice(0, literalCount)), tree(all.slice(literalCount)));
  }
  for (let last = 0; !last;) {
    last = take(1);
    let kind = take(2);
    if (kind === 0) {
      bits = held = 0;
      let size = source[at] | source[at + 1] << 8;
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
