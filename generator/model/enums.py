"""Closed sets of values, such as ranks and kinds of rooms. Their labels are in vocabulary/."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """A person's sex."""

    MALE = "male"
    FEMALE = "female"


class Rank(StrEnum):
    """Administrative ranks, from high to low."""

    STATE = "state"
    MINISTRY = "ministry"
    BUREAU = "bureau"
    COUNTY = "county"
    TOWNSHIP = "township"
    OTHER = "other"

    @property
    def order(self) -> int:
        """0 for the highest rank, 1 for the next."""
        return list(Rank).index(self)


class VisitKind(StrEnum):
    """The purpose that a visit belongs to; rules apply by it."""

    STUDY = "study"
    INSPECTION = "inspection"
    MEETING = "meeting"
    EXCHANGE = "exchange"
    INVESTMENT = "investment"
    FOREIGN = "foreign"
    OTHER = "other"


class PlanSection(StrEnum):
    """The sections of a plan, in their order where the rule page has no list of its own."""

    GUESTS = "guests"
    VISITS = "visits"
    BOARD = "board"
    TALKS = "talks"
    MEALS = "meals"
    RIDES = "rides"
    NEWS = "news"
    TEAM = "team"
    GUIDE = "guide"
    COSTS = "costs"
    EMERGENCY = "emergency"
    ANNEXES = "annexes"
    APPROVAL = "approval"


class Privacy(StrEnum):
    """How the cards of a visit are protected; a classified visit has none."""

    SEALED = "sealed"
    LINK = "link"
    CLASSIFIED = "classified"


class SecondFactor(StrEnum):
    """What a sealed card asks for, besides the key in its address."""

    PHONE = "phone"
    NONE = "none"


class PublishTarget(StrEnum):
    """Where a visit's cards may be published."""

    INTERNET = "internet"
    INTRANET = "intranet"
    PAPER = "paper"


class MapService(StrEnum):
    """The map that a place on a card opens: `auto` is Amap in China, the phone's own elsewhere."""

    AUTO = "auto"
    AMAP = "amap"
    GEO = "geo"
    NONE = "none"


class Payer(StrEnum):
    """Who pays for a meal or an expense."""

    HOST = "host"
    GUEST = "guest"
    SENDER = "sender"


class VenueKind(StrEnum):
    """Kinds of venues."""

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
    """Types of bedrooms."""

    SINGLE = "single"
    TWIN = "twin"
    DOUBLE = "double"
    FAMILY = "family"
    SUITE = "suite"

    @property
    def beds(self) -> int:
        """The number of beds, unless the venue's page gives another."""
        return {"single": 1, "double": 1, "family": 3}.get(self.value, 2)


class HallLayout(StrEnum):
    """How the seats of a hall are set up."""

    ROWS = "rows"
    LONG_TABLE = "long_table"
    ROUND_TABLES = "round_tables"
    PLATFORM = "platform"


class SeatingForm(StrEnum):
    """How seats are set up that are given by rank."""

    PLATFORM = "platform"
    HALL = "hall"
    LONG_TABLE = "long_table"
    PHOTOGRAPH = "photograph"
    CAR = "car"
    COACH = "coach"


class VehicleKind(StrEnum):
    """Kinds of vehicles; `own` is a guest's own car."""

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
    """Kinds of meals."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SUPPER = "supper"
    TEA = "tea"


class RollState(StrEnum):
    """The state of a person in a roll call."""

    HERE = "here"
    ABSENT = "absent"
    LEFT = "left"


class DeskMatter(StrEnum):
    """What a hotel's desk does for a group on a day."""

    WAKE_UP = "wake_up"
    LUGGAGE = "luggage"
    CHECK_OUT = "check_out"


class ItemKind(StrEnum):
    """Kinds of schedule items, which checks on rest, ceremony and travel use."""

    MEETING = "meeting"
    SITE_VISIT = "site_visit"
    REGISTRATION = "registration"
    CEREMONY = "ceremony"
    REST = "rest"
    FREE = "free"
    FAREWELL = "farewell"
    OTHER = "other"


class TrainingPhase(StrEnum):
    """When a training is due: before a post is taken up, or on the job."""

    BEFORE = "before"
    ON_POST = "on_post"
