/* A QR code of a text of ASCII characters, as rows of 0 and 1: byte mode, correction level L, mask 0,
   up to version 25 (1,273 characters). After ISO/IEC 18004; the order of steps is that of Project
   Nayuki's QR Code generator. */
function qrRows(text) {
  const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
  const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
  const FORMAT = 0x77c4;
  let version = 0, aligned, total, checks, blocks, room;
  do {
    version++;
    aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
    total = (16 * version + 128) * version + 64;
    if (aligned) total -= (25 * aligned - 10) * aligned - 55;
    if (version > 6) total -= 36;
    total = total >> 3;
    checks = CHECKS[version - 1];
    blocks = BLOCKS[version - 1];
    room = total - checks * blocks;
  } while (room < text.length + (version < 10 ? 2 : 3));

  let bits = "0100" + text.length.toString(2).padStart(version < 10 ? 8 : 16, "0");
  for (let letter of text) bits += letter.charCodeAt(0).toString(2).padStart(8, "0");
  let bytes = (bits + "0000").match(/.{8}/g).map(byte => parseInt(byte, 2));
  for (let pad = 0xec; bytes.length < room; pad ^= 0xec ^ 0x11) bytes.push(pad);

  function times(a, b) {
    let product = 0;
    for (let i = 7; i >= 0; i--) product = product << 1 ^ (product >> 7) * 0x11d ^ (b >> i & 1) * a;
    return product;
  }
  let divisor = Array(checks).fill(0), root = 1;
  divisor[checks - 1] = 1;
  for (let i = 0; i < checks; i++, root = times(root, 2)) {
    divisor = divisor.map((value, j) => times(value, root) ^ (j + 1 < checks ? divisor[j + 1] : 0));
  }
  function remainder(data) {
    let rest = Array(checks).fill(0);
    data.forEach(byte => {
      let factor = byte ^ rest.shift();
      rest.push(0);
      divisor.forEach((value, i) => { rest[i] ^= times(value, factor); });
    });
    return rest;
  }
  let data = [], longest = Math.ceil(room / blocks), short = blocks - room % blocks, from = 0;
  for (let i = 0; i < blocks; i++) {
    let to = from + Math.floor(room / blocks) + (i < short ? 0 : 1);
    data.push(bytes.slice(from, to));
    from = to;
  }
  let rests = data.map(remainder), stream = [];
  for (let i = 0; i < longest; i++) data.forEach(block => { if (i < block.length) stream.push(block[i]); });
  for (let i = 0; i < checks; i++) rests.forEach(rest => { stream.push(rest[i]); });

  let size = version * 4 + 17, grid = Array.from({ length: size }, () => Array(size));
  function set(x, y, dark) { if (grid[y] && x >= 0 && x < size) grid[y][x] = dark ? 1 : 0; }
  function rings(x, y, reach, light) {
    for (let i = -reach; i <= reach; i++) for (let j = -reach; j <= reach; j++) {
      set(x + i, y + j, !light.includes(Math.max(Math.abs(i), Math.abs(j))));
    }
  }
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  let places = [];
  if (aligned) {
    let step = Math.floor((version * 8 + aligned * 3 + 5) / (aligned * 4 - 4)) * 2;
    for (let place = size - 7; places.length < aligned - 1; place -= step) places.unshift(place);
    places.unshift(6);
  }
  let last = size - 7;
  places.forEach(x => places.forEach(y => {
    if ((x > 6 || y > 6) && (x > 6 || y < last) && (x < last || y > 6)) rings(x, y, 2, [1]);
  }));
  rings(3, 3, 4, [2, 4]);
  rings(size - 4, 3, 4, [2, 4]);
  rings(3, size - 4, 4, [2, 4]);
  for (let i = 0; i < 15; i++) {
    let dark = FORMAT >> i & 1;
    set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
    set(i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, dark);
  }
  set(8, size - 8, 1);
  if (version > 6) {
    let rest = version;
    for (let i = 0; i < 12; i++) rest = rest << 1 ^ (rest >> 11) * 0x1f25;
    for (let i = 0; i < 18; i++) {
      let dark = (version << 12 | rest) >> i & 1, a = size - 11 + i % 3, b = Math.floor(i / 3);
      set(a, b, dark);
      set(b, a, dark);
    }
  }
  let at = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) for (let x = right; x > right - 2; x--) {
      let y = right + 1 & 2 ? i : size - 1 - i;
      if (grid[y][x] !== undefined) continue;
      grid[y][x] = (stream[at >> 3] >> 7 - (at & 7) & 1) ^ (x + y + 1) % 2;
      at++;
    }
  }
  return grid;
}
