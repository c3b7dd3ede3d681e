"use strict";
/* The day, counted from 1970, and the minute of it on the clock of a time zone; on the device's own
   clock where the browser does not know the zone. Cards and the duty board share it. */
function clockOf(zone) {
  function written(seconds, timeZone) {
    return new Date(seconds * 1000).toLocaleString("en-US", { timeZone: timeZone, hour12: false });
  }
  try { written(0, zone); } catch (unknown) { zone = undefined; }
  return seconds => {
    let [month, day, year, hour, minute] = written(seconds, zone).match(/\d+/g);
    return { day: Date.UTC(year, month - 1, day) / 864e5, minute: hour % 24 * 60 + Number(minute) };
  };
}
