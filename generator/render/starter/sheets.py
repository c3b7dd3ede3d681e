"""The sheets of a new visit's workbook: their columns, and the drop-downs of these."""

from __future__ import annotations

from generator.render.starter.form import FormColumn, FormSheet
from generator.render.workbook.cells import NumberFormat


def _responsibility_columns(model: str) -> tuple[FormColumn, ...]:
    """Columns for who receives, who is responsible, and who checks."""
    return (
        FormColumn(model, "receiver", "staff", 9),
        FormColumn(model, "responsible", "staff", 9),
        FormColumn(model, "checker", "staff", 9),
    )


GUESTS = FormSheet(
    "guests",
    (
        FormColumn("Guest", "name"),
        FormColumn("Guest", "sex", "Sex", 6),
        FormColumn("Guest", "ethnicity", width=8),
        FormColumn("Guest", "unit", width=20),
        FormColumn("Guest", "post"),
        FormColumn("Guest", "rank", "Rank", 9),
        FormColumn("Guest", "phone", width=14),
        FormColumn("Guest", "parties", "parties", 10),
        FormColumn("Guest", "part", width=8),
        FormColumn("Guest", "companions", width=8),
        FormColumn("Guest", "liaison", "staff", 8),
        FormColumn("Guest", "language", "languages", 8),
        FormColumn("Guest", "diet"),
        FormColumn("Guest", "needs"),
        FormColumn("Guest", "arrival", width=17),
        FormColumn("Guest", "arrival_by", width=10),
        FormColumn("Guest", "arrival_at", "stations", 14),
        FormColumn("Guest", "departure", width=17),
        FormColumn("Guest", "departure_by", width=10),
        FormColumn("Guest", "departure_at", "stations", 14),
        FormColumn("Guest", "needs_room", "yes_no", 7),
        FormColumn("Guest", "shares_bed", "yes_no", 7),
        FormColumn("Guest", "single_room", "yes_no", 7),
        FormColumn("Guest", "share_with", width=10),
        FormColumn("Guest", "not_with", width=10),
        FormColumn("Guest", "ride_with", width=10),
        FormColumn("Guest", "not_ride_with", width=10),
        FormColumn("Guest", "table_with", width=10),
        FormColumn("Guest", "pinyin", width=14),
        FormColumn("Guest", "note", width=16),
    ),
)

_STAFF = FormSheet(
    "staff",
    (
        FormColumn("Staff", "name"),
        FormColumn("Staff", "sex", "Sex", 8),
        FormColumn("Staff", "unit", width=24),
        FormColumn("Staff", "post"),
        FormColumn("Staff", "roles", "roles", 20),
        FormColumn("Staff", "phone", width=16),
        FormColumn("Staff", "diet", width=16),
        FormColumn("Staff", "trained", "courses", 24),
        FormColumn("Staff", "pinyin", width=14),
        FormColumn("Staff", "note", width=24),
    ),
)

_PARTIES = FormSheet(
    "parties",
    (
        FormColumn("Party", "name", width=20),
        FormColumn("Party", "lead", "people"),
        FormColumn("Party", "people", width=8, number_format=NumberFormat.COUNT),
        FormColumn("Party", "children", width=8, number_format=NumberFormat.COUNT),
        FormColumn("Party", "liaison", "staff"),
        FormColumn("Party", "note", width=30),
    ),
)

_VENUES = FormSheet(
    "venues",
    (
        FormColumn("Venue", "name", width=18),
        FormColumn("Venue", "kind", "VenueKind", 10),
        FormColumn("Venue", "address", width=24),
        FormColumn("Venue", "coordinates", width=18),
        FormColumn("Venue", "phone", width=14),
        FormColumn("Venue", "halls", width=24),
        FormColumn("Venue", "dining", width=22),
        FormColumn("Venue", "spots", width=16),
        FormColumn("Venue", "rooms", width=24),
        FormColumn("Venue", "entrance", width=14),
        FormColumn("Venue", "parking", width=14),
        FormColumn("Venue", "wifi", width=12),
        FormColumn("Venue", "wifi_password", width=12),
        FormColumn("Venue", "minutes_to", width=10),
    ),
)

_SCHEDULE = FormSheet(
    "schedule",
    (
        FormColumn("ScheduleItem", "day", "days", 17),
        FormColumn("ScheduleItem", "time", width=14),
        FormColumn("ScheduleItem", "title", width=18),
        FormColumn("ScheduleItem", "place", "places", 22),
        FormColumn("ScheduleItem", "moderator", "people"),
        FormColumn("ScheduleItem", "participants", "people", 14),
        *_responsibility_columns("ScheduleItem"),
        FormColumn("ScheduleItem", "kind", "ItemKind"),
        FormColumn("ScheduleItem", "optional", "yes_no"),
        FormColumn("ScheduleItem", "dress", width=10),
        FormColumn("ScheduleItem", "papers", width=18),
        FormColumn("ScheduleItem", "note", width=18),
        FormColumn("ScheduleItem", "staff_note", width=18),
    ),
)

_POINTS = FormSheet(
    "points",
    (
        FormColumn("AgendaPoint", "item", "schedule", 20),
        FormColumn("AgendaPoint", "number", width=8, number_format=NumberFormat.COUNT),
        FormColumn("AgendaPoint", "title", width=30),
        FormColumn("AgendaPoint", "speaker", "people", 18),
        FormColumn("AgendaPoint", "minutes", width=8, number_format=NumberFormat.COUNT),
        FormColumn("AgendaPoint", "papers", width=30),
    ),
)

_STAYS = FormSheet(
    "stays",
    (
        FormColumn("Stay", "venue", "hotels", 22),
        FormColumn("Stay", "room", "rooms"),
        FormColumn("Stay", "type", "RoomType"),
        FormColumn("Stay", "count", width=8),
        FormColumn("Stay", "check_in", "days", 14),
        FormColumn("Stay", "check_out", "days", 14),
        FormColumn("Stay", "people", "people", 26),
        FormColumn("Stay", "note", width=24),
    ),
)

_MEALS = FormSheet(
    "meals",
    (
        FormColumn("Meal", "day", "days", 17),
        FormColumn("Meal", "kind", "MealKind", 8),
        FormColumn("Meal", "time", width=14),
        FormColumn("Meal", "place", "dining", 22),
        FormColumn("Meal", "form"),
        FormColumn("DiningTable", "number", width=8),
        FormColumn("Seat", "number", width=10),
        FormColumn("Seat", "person", "people", 24),
        FormColumn("Meal", "menu", width=24),
        FormColumn("Meal", "payer", "Payer"),
        *_responsibility_columns("Meal"),
        FormColumn("Meal", "note", width=18),
    ),
)

_VEHICLES = FormSheet(
    "vehicles",
    (
        FormColumn("Vehicle", "number", width=16),
        FormColumn("Vehicle", "kind", "VehicleKind"),
        FormColumn("Vehicle", "plate", "plates", 16),
        FormColumn("Vehicle", "seats", width=8, number_format=NumberFormat.COUNT),
        FormColumn("Vehicle", "driver"),
        FormColumn("Vehicle", "phone", width=16),
        FormColumn("Vehicle", "liaison", "staff", 14),
        FormColumn("Vehicle", "note", width=24),
    ),
)

_RIDES = FormSheet(
    "rides",
    (
        FormColumn("Ride", "day", "days", 17),
        FormColumn("Ride", "time", width=14),
        FormColumn("Ride", "origin", "places", 22),
        FormColumn("Ride", "destination", "places", 22),
        FormColumn("Ride", "boarding", width=20),
        FormColumn("Ride", "every", width=9),
        FormColumn("Boarding", "vehicle", "vehicles"),
        FormColumn("Boarding", "people", "people", 24),
        *_responsibility_columns("Ride"),
        FormColumn("Ride", "note", width=18),
    ),
)

_ROUTINE = FormSheet(
    "routine",
    (
        FormColumn("Routine", "what", width=20),
        FormColumn("Routine", "time", width=16),
        FormColumn("Routine", "place", "places", 26),
        FormColumn("Routine", "days", "days", 17),
        FormColumn("Routine", "participants", "people", 20),
        FormColumn("Routine", "responsible", "staff", 12),
    ),
)

_GROUPS = FormSheet(
    "groups",
    (
        FormColumn("Group", "role", "roles", 26),
        FormColumn("Group", "lead", "staff"),
        FormColumn("Group", "checker", "staff"),
        FormColumn("Group", "members", "staff", 26),
        FormColumn("Group", "cautions", width=40),
    ),
)

_TASKS = FormSheet(
    "tasks",
    (
        FormColumn("Task", "what", width=30),
        FormColumn("Task", "owner", "staff"),
        FormColumn("Task", "checker", "staff"),
        FormColumn("Task", "due", width=18),
        FormColumn("Task", "standard", width=30),
        FormColumn("Task", "caution", width=30),
        FormColumn("Task", "done", width=14),
    ),
)

_DECISIONS = FormSheet(
    "decisions",
    (
        FormColumn("Decision", "what", width=40),
        FormColumn("Decision", "owner", "staff"),
        FormColumn("Decision", "due", width=18),
    ),
)

_CONTACTS = FormSheet(
    "contacts",
    (
        FormColumn("Contact", "what", width=24),
        FormColumn("Contact", "who", "staff"),
        FormColumn("Contact", "name", width=16),
        FormColumn("Contact", "phone", width=18),
    ),
)

_EXPENSES = FormSheet(
    "expenses",
    (
        FormColumn("Expense", "item", width=20),
        FormColumn("Expense", "day", "days", 14),
        FormColumn("Expense", "place", "places", 26),
        FormColumn("Expense", "price", width=10, number_format=NumberFormat.MONEY),
        FormColumn("Expense", "quantity", width=8, number_format=NumberFormat.COUNT),
        FormColumn("Expense", "planned", width=14, number_format=NumberFormat.MONEY),
        FormColumn("Expense", "amount", width=14, number_format=NumberFormat.MONEY),
        FormColumn("Expense", "people", width=8, number_format=NumberFormat.COUNT),
        FormColumn("Expense", "payer", "Payer"),
        FormColumn("Expense", "voucher", width=18),
        FormColumn("Expense", "voucher_amount", width=14, number_format=NumberFormat.MONEY),
        FormColumn("Expense", "note", width=24),
    ),
)

SHEETS = (
    GUESTS,
    _PARTIES,
    _STAFF,
    _VENUES,
    _SCHEDULE,
    _POINTS,
    _STAYS,
    _MEALS,
    _VEHICLES,
    _RIDES,
    _ROUTINE,
    _GROUPS,
    _TASKS,
    _DECISIONS,
    _CONTACTS,
    _EXPENSES,
)
