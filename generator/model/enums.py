"""Closed sets of words: sex, rank, kind of visit, kind of room. Labels stand in vocabulary/."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Rank(StrEnum):
    """Administrative ranks, high to low."""

    STATE = "state"
    MINISTRY = "ministry"
    BUREAU = "bureau"
    COUNTY = "county"
    TOWNSHIP = "township"
    OTHER = "other"

    @property
    def order(self) -> int:
        """0 for the highest rank, rising downwards."""
        return list(Rank).index(self)


class VisitKind(StrEnum):
    STUDY = "study"
    INSPECTION = "inspection"
    MEETING = "meeting"
    EXCHANGE = "exchange"
    INVESTMENT = "investment"
    FOREIGN = "foreign"
    OTHER = "other"


class Privacy(StrEnum):
    SEALED = "sealed"
    LINK = "link"
    CLASSIFIED = "classified"


class SecondFactor(StrEnum):
    """What opens a sealed card, beside the key in its address."""

    PHONE = "phone"
    NONE = "none"


class PublishTarget(StrEnum):
    INTERNET = "internet"
    INTRANET = "intranet"
    PAPER = "paper"


class MapService(StrEnum):
    """What a tap on a place opens: `auto` is Amap in China, whatever the phone has elsewhere."""

    AUTO = "auto"
    AMAP = "amap"
    GEO = "geo"
    NONE = "none"


class Payer(StrEnum):
    HOST = "host"
    GUEST = "guest"
    SENDER = "sender"


class VenueKind(StrEnum):
    HOTEL = "hotel"
    CANTEEN = "canteen"
    OFFICE = "office"
    STATION = "station"
    SITE = "site"
    SCENIC = "scenic"
    CLUB = "club"
    ENTERTAINMENT = "entertainment"
    HOSPITAL = "hospital"


class RoomType(StrEnum):
    SINGLE = "single"
    TWIN = "twin"
    DOUBLE = "double"
    FAMILY = "family"
    SUITE = "suite"

    @property
    def beds(self) -> int:
        """How many people such a room sleeps unless its page says otherwise."""
        return {"single": 1, "double": 1, "family": 3}.get(self.value, 2)


class HallLayout(StrEnum):
    ROWS = "rows"
    LONG_TABLE = "long_table"
    ROUND_TABLES = "round_tables"
    PLATFORM = "platform"


class SeatingForm(StrEnum):
    """How seats stand that are given by rank."""

    PLATFORM = "platform"
    HALL = "hall"
    LONG_TABLE = "long_table"
    PHOTOGRAPH = "photograph"
    CAR = "car"
    COACH = "coach"


class VehicleKind(StrEnum):
    CAR = "car"
    MINIBUS = "minibus"
    COACH = "coach"
    OFF_ROAD = "off_road"
    SHUTTLE = "shuttle"
    TRUCK = "truck"
    POLICE = "police"
    AMBULANCE = "ambulance"
    OWN = "own"
    OTHER = "other"


class MealKind(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SUPPER = "supper"
    TEA = "tea"


class ItemKind(StrEnum):
    """What an item is, for the checks that look at rest, ceremony and travel."""

    MEETING = "meeting"
    SITE_VISIT = "site_visit"
    REGISTRATION = "registration"
    CEREMONY = "ceremony"
    REST = "rest"
    FREE = "free"
    FAREWELL = "farewell"
    OTHER = "other"


class TrainingPhase(StrEnum):
    BEFORE = "before"
    ON_POST = "on_post"
