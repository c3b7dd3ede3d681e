"""The canary visit: three guests and two staff who share as little as people on one visit can.

Only who is with whom is written here; the filler chooses the value of each field.
"""

from __future__ import annotations

from typing import Any

from tests.privacy.filling import LEAVE, Either, On, Ref

SLUG = "2026-05-canary"
G1, G2, G3 = (Ref("guests", n) for n in range(3))
S1, S2 = (Ref("team.staff", n) for n in range(2))
P1, P2 = (Ref("parties", n) for n in range(2))
V1, V2, V3 = (Ref("vehicles", n) for n in range(3))
ARRIVES, LATER, LEAVES = On("2026-05-18"), On("2026-05-19"), On("2026-05-20")
FLEET = {"plate": "鄂E·0Z901"}
ASKS_NOTHING = Either("none", "phone")
NIGHTS = {
    "check_in": Either("2026-05-18", "2026-05-17"),
    "check_out": Either("2026-05-20", "2026-05-21"),
}
MIDDLE = Either("2026-05-19", "2026-05-18")

VISIT: dict[str, Any] = {
    "start": "2026-05-18",
    "end": "2026-05-20",
    "format": "1",
    "timezone": "Asia/Shanghai",
    "languages": ["zh", "en"],
    "privacy": Either("sealed", "link"),
    "meeting_class": Either("2", "3"),
    "retention_days": Either("20", "21"),
    "decoys": Either("8", "9"),
    "second_factor": Either("none", "phone"),
    "appearance": {"accent": "#0b6e5f", "emblem": "㛃", "maps": "amap"},
    "team": {
        "staff": [{"roles": None, "second_factor": LEAVE}, {"second_factor": ASKS_NOTHING}],
        "groups": [{"members": [S1]}],
        "tasks": [{"owner": S1}, {"checker": S2}],
    },
    "publish": {"target": Either("internet", "intranet")},
    # Nobody in a party is without a name: an event for two guests is for most of them.
    "parties": [
        {"liaison": S1, "people": LEAVE, "children": LEAVE},
        {"liaison": S2, "people": LEAVE, "children": LEAVE},
    ],
    # The third guest has no party, and a liaison of his own; his first card was lost.
    "guests": [
        {
            "parties": [P1],
            "liaison": LEAVE,
            "arrival": ARRIVES,
            "departure": LEAVES,
            "second_factor": LEAVE,
        },
        {
            "parties": [P2],
            "liaison": LEAVE,
            "arrival": ARRIVES,
            "departure": LEAVES,
            "second_factor": ASKS_NOTHING,
        },
        {
            "parties": LEAVE,
            "liaison": S2,
            "arrival": ARRIVES,
            "departure": LEAVES,
            "revision": Either("1", "2"),
            "second_factor": LEAVE,
        },
    ],
    "schedule": [
        {"day": MIDDLE, "participants": [G1, S1], "papers": [{"participants": [G1]}]},
        # The second paper is for a guest and for staff without the item: nobody sees it.
        {
            "id": "forum",
            "day": MIDDLE,
            "participants": [G2],
            "papers": [{"participants": [G2]}, {"participants": [G3, S2]}],
        },
        {"day": MIDDLE, "participants": "all", "papers": LEAVE},
    ],
    "points": [{"item": "forum", "papers": [{"participants": [G2]}, {"participants": [S1]}]}],
    # What the third vehicle leaves out is taken from the fleet.
    "vehicles": [{}, {}, {**FLEET, "driver": LEAVE, "phone": LEAVE, "seats": LEAVE}],
    # The first and the second guest share a room.
    "stays": [{**NIGHTS, "people": [G1, G2]}, {**NIGHTS, "people": [G3]}],
    "meals": [
        {
            "day": MIDDLE,
            "participants": LEAVE,
            "tables": [{"seats": [{"person": G1}, {"person": S1}]}, {"seats": [{"person": G2}]}],
        },
        {"day": MIDDLE, "participants": [G2, G3], "tables": LEAVE},
    ],
    "rides": [
        {
            "id": "transfer",
            "day": MIDDLE,
            "every": LEAVE,
            "vehicles": [
                {"vehicle": V1, "people": [G1]},
                {"vehicle": V2, "people": [G2, S2]},
            ],
        },
        {"day": MIDDLE, "every": LEAVE, "vehicles": [{"vehicle": V3, "people": [G3, S1]}]},
        {
            "day": MIDDLE,
            "every": Either("20", "30"),
            "vehicles": [{"vehicle": V3, "people": [G3]}],
        },
    ],
    "seating": [
        {
            "at": "forum",
            "vehicle": LEAVE,
            "form": Either("platform", "hall"),
            "people": [G2],
            "seats": [{"person": G2}],
        },
        {
            "at": "transfer",
            "vehicle": V1,
            "form": Either("car", "coach"),
            "people": [G1],
            "seats": [{"person": G1}],
        },
    ],
    # The first matter is of every day, for everybody; the second of a day, for one guest.
    "routine": [
        {"days": LEAVE, "participants": LEAVE, "responsible": LEAVE},
        {"days": MIDDLE, "participants": [G1]},
    ],
    "contacts": [{"name": LEAVE, "phone": LEAVE}, {"who": LEAVE}],
}

SERVES_EVERYBODY = ("", "appearance", "routine[0]", "contacts[0]", "contacts[1]", "schedule[2]")
SERVES: dict[Ref, tuple[str, ...]] = {
    G1: (
        "guests[0]",
        "guests[0].companions",
        "schedule[0]",
        "schedule[0].papers[0]",
        "routine[1]",
        "meals[0]",
        "meals[0].tables[0]",
        "meals[0].tables[0].seats[0]",
        "rides[0]",
        "rides[0].vehicles[0]",
        "seating[1]",
        "seating[1].seats[0]",
        "stays[0]",
    ),
    G2: (
        "guests[1]",
        "guests[1].companions",
        "schedule[1]",
        "schedule[1].papers[0]",
        "points[0]",
        "points[0].papers[0]",
        "meals[0]",
        "meals[0].tables[1]",
        "meals[0].tables[1].seats[0]",
        "meals[1]",
        "rides[0]",
        "rides[0].vehicles[1]",
        "seating[0]",
        "seating[0].seats[0]",
        "stays[0]",
    ),
    G3: (
        "guests[2]",
        "guests[2].companions",
        "meals[1]",
        "rides[1]",
        "rides[1].vehicles[0]",
        "rides[2]",
        "rides[2].vehicles[0]",
        "stays[1]",
    ),
}
"""The records that are about a guest or serve the guest, who may read their fields for `self`. Of a
person whom they name, the guest may read the name and the telephone; of a place, a vehicle or a
party, the fields for `self`. Of everything else the guest may read public fields alone: nothing of
a room-mate, or of a neighbour at the table or in the bus."""

CHARGES: dict[Ref, tuple[Ref, ...]] = {S1: (G1,), S2: (G2, G3)}
"""The guests in the care of a staff member, whose card has only the names of all other guests, in
lists of participants."""
