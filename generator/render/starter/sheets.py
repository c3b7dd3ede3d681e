"""The sheets of a new visit's workbook: their columns and what drop-downs offer."""

from __future__ import annotations

from generator.render.starter.form import Column, Holds, Sheet


def _attended(model: str) -> tuple[Column, ...]:
    """Who receives, who is responsible, who checks."""
    return (
        Column(model, "receiver", "staff", 9),
        Column(model, "responsible", "staff", 9),
        Column(model, "checker", "staff", 9),
    )


_GUESTS = Sheet(
    "guests",
    (
        Column("Guest", "name"),
        Column("Guest", "sex", "Sex", 6),
        Column("Guest", "ethnicity", width=8),
        Column("Guest", "unit", width=20),
        Column("Guest", "post"),
        Column("Guest", "rank", "Rank", 9),
        Column("Guest", "phone", width=14),
        Column("Guest", "party", "parties", 10),
        Column("Guest", "part", width=8),
        Column("Guest", "liaison", "staff", 8),
        Column("Guest", "language", "languages", 8),
        Column("Guest", "diet"),
        Column("Guest", "needs"),
        Column("Guest", "arrival", width=17),
        Column("Guest", "arrival_by", width=10),
        Column("Guest", "departure", width=17),
        Column("Guest", "departure_by", width=10),
        Column("Guest", "needs_room", "yes_no", 7),
        Column("Guest", "shares_bed", "yes_no", 7),
        Column("Guest", "note", width=16),
    ),
)

_STAFF = Sheet(
    "staff",
    (
        Column("Staff", "name"),
        Column("Staff", "sex", "Sex", 8),
        Column("Staff", "unit", width=24),
        Column("Staff", "post"),
        Column("Staff", "roles", "roles", 20),
        Column("Staff", "phone", width=16),
        Column("Staff", "diet", width=16),
        Column("Staff", "trained", "courses", 24),
        Column("Staff", "note", width=24),
    ),
)

_PARTIES = Sheet(
    "parties",
    (
        Column("Party", "name", width=20),
        Column("Party", "liaison", "staff"),
        Column("Party", "note", width=30),
    ),
)

_SCHEDULE = Sheet(
    "schedule",
    (
        Column("ScheduleItem", "day", "days", 17),
        Column("ScheduleItem", "time", width=14),
        Column("ScheduleItem", "title", width=18),
        Column("ScheduleItem", "place", "places", 22),
        Column("ScheduleItem", "moderator", "people"),
        Column("ScheduleItem", "participants", "people", 14),
        *_attended("ScheduleItem"),
        Column("ScheduleItem", "kind", "ItemKind"),
        Column("ScheduleItem", "optional", "yes_no"),
        Column("ScheduleItem", "note", width=18),
        Column("ScheduleItem", "staff_note", width=18),
    ),
)

_STAYS = Sheet(
    "stays",
    (
        Column("Stay", "venue", "hotels", 22),
        Column("Stay", "room", "rooms"),
        Column("Stay", "type", "RoomType"),
        Column("Stay", "check_in", "days", 14),
        Column("Stay", "check_out", "days", 14),
        Column("Stay", "people", "people", 26),
        Column("Stay", "note", width=24),
    ),
)

_MEALS = Sheet(
    "meals",
    (
        Column("Meal", "day", "days", 17),
        Column("Meal", "kind", "MealKind", 8),
        Column("Meal", "time", width=14),
        Column("Meal", "place", "dining", 22),
        Column("Meal", "form"),
        Column("Table", "number", width=8),
        Column("Seat", "number", width=10),
        Column("Seat", "person", "people", 24),
        Column("Meal", "menu", width=24),
        Column("Meal", "payer", "Payer"),
        *_attended("Meal"),
        Column("Meal", "note", width=18),
    ),
)

_VEHICLES = Sheet(
    "vehicles",
    (
        Column("Vehicle", "number", width=16),
        Column("Vehicle", "kind", "VehicleKind"),
        Column("Vehicle", "plate", "plates", 16),
        Column("Vehicle", "seats", width=8, holds=Holds.COUNT),
        Column("Vehicle", "driver"),
        Column("Vehicle", "phone", width=16),
        Column("Vehicle", "liaison", "staff", 14),
        Column("Vehicle", "note", width=24),
    ),
)

_RIDES = Sheet(
    "rides",
    (
        Column("Ride", "day", "days", 17),
        Column("Ride", "time", width=14),
        Column("Ride", "origin", "places", 22),
        Column("Ride", "destination", "places", 22),
        Column("Ride", "boarding", width=20),
        Column("Boarding", "vehicle", "vehicles"),
        Column("Boarding", "people", "people", 24),
        *_attended("Ride"),
        Column("Ride", "note", width=18),
    ),
)

_ROUTINE = Sheet(
    "routine",
    (
        Column("Routine", "what", width=20),
        Column("Routine", "time", width=16),
        Column("Routine", "place", "places", 26),
    ),
)

_GROUPS = Sheet(
    "groups",
    (
        Column("Group", "role", "roles", 26),
        Column("Group", "lead", "staff"),
        Column("Group", "checker", "staff"),
        Column("Group", "members", "staff", 26),
        Column("Group", "cautions", width=40),
    ),
)

_TASKS = Sheet(
    "tasks",
    (
        Column("Task", "what", width=30),
        Column("Task", "owner", "staff"),
        Column("Task", "checker", "staff"),
        Column("Task", "due", width=18),
        Column("Task", "standard", width=30),
        Column("Task", "caution", width=30),
        Column("Task", "done", width=14),
    ),
)

_DECISIONS = Sheet(
    "decisions",
    (
        Column("Decision", "what", width=40),
        Column("Decision", "owner", "staff"),
        Column("Decision", "due", width=18),
    ),
)

_CONTACTS = Sheet(
    "contacts",
    (
        Column("Contact", "what", width=24),
        Column("Contact", "who", "staff"),
        Column("Contact", "name", width=16),
        Column("Contact", "phone", width=18),
    ),
)

_EXPENSES = Sheet(
    "expenses",
    (
        Column("Expense", "item", width=20),
        Column("Expense", "day", "days", 14),
        Column("Expense", "place", "places", 26),
        Column("Expense", "price", width=10, holds=Holds.MONEY),
        Column("Expense", "quantity", width=8, holds=Holds.COUNT),
        Column("Expense", "planned", width=14, holds=Holds.MONEY),
        Column("Expense", "amount", width=14, holds=Holds.MONEY),
        Column("Expense", "people", width=8, holds=Holds.COUNT),
        Column("Expense", "payer", "Payer"),
        Column("Expense", "voucher", width=18),
        Column("Expense", "voucher_amount", width=14, holds=Holds.MONEY),
        Column("Expense", "note", width=24),
    ),
)

SHEETS = (
    _GUESTS,
    _PARTIES,
    _STAFF,
    _SCHEDULE,
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
