/* A notice in a card's place forgets what opened the card: see digits.js. */
function forgetDigits() {
  try { localStorage.removeItem("opens " + location.pathname); } catch (denied) { /* nothing was kept */ }
}
