"use strict";
/* A page of several days opens at today's, unless its address names a part of it. */
(function () {
  let now = new Date(), two = number => String(number).padStart(2, "0");
  let today = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  let heading = document.querySelector("article h2[id$='" + today + "']");
  if (heading && !location.hash) heading.scrollIntoView();
  /* On a phone the row of links to the visit's pages is one line: its own page is in sight. */
  let here = document.querySelector(".rh-pages [aria-current]"), row = here && here.parentElement;
  if (here) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
})();
