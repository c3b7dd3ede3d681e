"use strict";
/* A page of several days opens at today's, unless its address names a part of it. */
(function () {
  let now = new Date(), two = number => String(number).padStart(2, "0");
  let today = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  let heading = document.querySelector("article h2[id$='" + today + "']");
  if (heading && !location.hash) heading.scrollIntoView();
})();
