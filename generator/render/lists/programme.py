"""The schedule."""

from __future__ import annotations

from generator.model.schedule import ScheduleItem
from generator.model.visit import Visit
from generator.render.lists.columns import columns, loadable_list, optional_columns, row_of
from generator.render.lists.naming import ListWords
from generator.render.workbook.listing import Listing

ITEM = (
    *columns("ScheduleItem", "day", "time", "title", "place", "participants", "moderator"),
    *columns("ScheduleItem", "receiver", "responsible", "checker", "kind"),
    *optional_columns("ScheduleItem", "optional"),
    *columns("ScheduleItem", "note"),
    *optional_columns("ScheduleItem", "staff_note"),
)
ITEM_ID = columns("ScheduleItem", "id")


def schedule(visit: Visit, words: ListWords) -> Listing:
    """Return the schedule's items, in the visit's order; those without a day yet come last."""
    undated = (event for event in visit.undated if isinstance(event, ScheduleItem))
    rows = [row_of(item, (*ITEM, *ITEM_ID)) for item in (*visit.schedule, *undated)]
    return loadable_list(words, ITEM, rows, unprinted=ITEM_ID)
