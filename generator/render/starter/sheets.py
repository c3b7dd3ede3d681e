"""The sheets of a new visit's workbook: their columns, each with an example and its choices."""

from __future__ import annotations

from generator.render.starter.form import Column, Holds, Sheet


def _attended(model: str) -> tuple[Column, ...]:
    """Who receives, who is responsible, who checks."""
    return (
        Column(model, "receiver", "李四", "staff", 9),
        Column(model, "responsible", "李四", "staff", 9),
        Column(model, "checker", "赵六", "staff", 9),
    )


_GUESTS = Sheet(
    "guests",
    (
        Column("Guest", "name", "张三"),
        Column("Guest", "sex", "男", "Sex", 6),
        Column("Guest", "ethnicity", "汉族", width=8),
        Column("Guest", "unit", "市文化和旅游局", width=20),
        Column("Guest", "post", "科长"),
        Column("Guest", "rank", "乡科级", "Rank", 9),
        Column("Guest", "phone", "13900000000", width=14),
        Column("Guest", "party", "第一组", "parties", 10),
        Column("Guest", "part", "团长", width=8),
        Column("Guest", "liaison", "", "staff", 8),
        Column("Guest", "language", "", "languages", 8),
        Column("Guest", "diet", "素食"),
        Column("Guest", "needs", "低楼层"),
        Column("Guest", "arrival", "{day} 10:20", width=17),
        Column("Guest", "arrival_by", "G1234", width=10),
        Column("Guest", "departure", "{last_day} 15:40", width=17),
        Column("Guest", "departure_by", "G4321", width=10),
        Column("Guest", "needs_room", "是", "yes_no", 7),
        Column("Guest", "shares_bed", "否", "yes_no", 7),
        Column("Guest", "note", width=16),
    ),
)

_STAFF = Sheet(
    "staff",
    (
        Column("Staff", "name", "李四"),
        Column("Staff", "sex", "女", "Sex", 8),
        Column("Staff", "unit", "县机关事务服务中心", width=24),
        Column("Staff", "post", "科员"),
        Column("Staff", "roles", "{role}", "roles", 20),
        Column("Staff", "phone", "13900000001", width=16),
        Column("Staff", "diet", width=16),
        Column("Staff", "trained", "{course}", "courses", 24),
        Column("Staff", "note", width=24),
    ),
)

_PARTIES = Sheet(
    "parties",
    (
        Column("Party", "name", "第一组", width=20),
        Column("Party", "liaison", "李四", "staff"),
        Column("Party", "note", width=30),
    ),
)

_SCHEDULE = Sheet(
    "schedule",
    (
        Column("ScheduleItem", "day", "{day}", "days", 17),
        Column("ScheduleItem", "time", "14:30-17:00", width=14),
        Column("ScheduleItem", "title", "座谈会", width=18),
        Column("ScheduleItem", "place", "{hall}", "places", 22),
        Column("ScheduleItem", "moderator", "李四", "people"),
        Column("ScheduleItem", "participants", "全体来宾", "people", 14),
        *_attended("ScheduleItem"),
        Column("ScheduleItem", "kind", "会议", "ItemKind"),
        Column("ScheduleItem", "optional", "否", "yes_no"),
        Column("ScheduleItem", "note", "请带交流材料", width=18),
        Column("ScheduleItem", "staff_note", width=18),
    ),
)

_STAYS = Sheet(
    "stays",
    (
        Column("Stay", "venue", "{hotel}", "hotels", 22),
        Column("Stay", "room", "{room}", "rooms"),
        Column("Stay", "type", "标准间", "RoomType"),
        Column("Stay", "check_in", "{day}", "days", 14),
        Column("Stay", "check_out", "{last_day}", "days", 14),
        Column("Stay", "people", "张三、王五", "people", 26),
        Column("Stay", "note", width=24),
    ),
)

_MEALS = Sheet(
    "meals",
    (
        Column("Meal", "day", "{day}", "days", 17),
        Column("Meal", "kind", "晚餐", "MealKind", 8),
        Column("Meal", "time", "18:00-19:00", width=14),
        Column("Meal", "place", "{dining}", "dining", 22),
        Column("Meal", "form", "工作餐"),
        Column("Table", "number", "1", width=8),
        Column("Seat", "number", width=10),
        Column("Seat", "person", "张三、王五", "people", 24),
        Column("Meal", "menu", "清炒时蔬、豆腐汤", width=24),
        Column("Meal", "payer", "接待方", "Payer"),
        *_attended("Meal"),
        Column("Meal", "note", width=18),
    ),
)

_VEHICLES = Sheet(
    "vehicles",
    (
        Column("Vehicle", "number", "1号车", width=16),
        Column("Vehicle", "kind", "大巴", "VehicleKind"),
        Column("Vehicle", "plate", "{plate}", "plates", 16),
        Column("Vehicle", "seats", "44", width=8, holds=Holds.COUNT),
        Column("Vehicle", "driver", "周七"),
        Column("Vehicle", "phone", "0717-5550123", width=16),
        Column("Vehicle", "liaison", "李四", "staff", 14),
        Column("Vehicle", "note", width=24),
    ),
)

_RIDES = Sheet(
    "rides",
    (
        Column("Ride", "day", "{day}", "days", 17),
        Column("Ride", "time", "13:30-14:10", width=14),
        Column("Ride", "origin", "{origin}", "places", 22),
        Column("Ride", "destination", "{destination}", "places", 22),
        Column("Ride", "boarding", "正门停车场", width=20),
        Column("Boarding", "vehicle", "1号车", "vehicles"),
        Column("Boarding", "people", "第一组", "people", 24),
        *_attended("Ride"),
        Column("Ride", "note", width=18),
    ),
)

_ROUTINE = Sheet(
    "routine",
    (
        Column("Routine", "what", "早餐", width=20),
        Column("Routine", "time", "07:00-08:30", width=16),
        Column("Routine", "place", "{dining}", "places", 26),
    ),
)

_GROUPS = Sheet(
    "groups",
    (
        Column("Group", "role", "{role}", "roles", 26),
        Column("Group", "lead", "李四", "staff"),
        Column("Group", "checker", "赵六", "staff"),
        Column("Group", "members", "王五、周七", "staff", 26),
        Column("Group", "cautions", "进村道路窄，大巴须换乘", width=40),
    ),
)

_TASKS = Sheet(
    "tasks",
    (
        Column("Task", "what", "核对公函与名单", width=30),
        Column("Task", "owner", "李四", "staff"),
        Column("Task", "checker", "赵六", "staff"),
        Column("Task", "due", "{eve}", width=18),
        Column("Task", "standard", "人数、姓名、职务与公函一致", width=30),
        Column("Task", "caution", "少数民族来宾的饮食", width=30),
        Column("Task", "done", width=14),
    ),
)

_DECISIONS = Sheet(
    "decisions",
    (
        Column("Decision", "what", "确定住宿和用餐方案", width=40),
        Column("Decision", "owner", "李四", "staff"),
        Column("Decision", "due", "{eve}", width=18),
    ),
)

_CONTACTS = Sheet(
    "contacts",
    (
        Column("Contact", "what", "总协调", width=24),
        Column("Contact", "who", "李四", "staff"),
        Column("Contact", "name", width=16),
        Column("Contact", "phone", width=18),
    ),
)

_EXPENSES = Sheet(
    "expenses",
    (
        Column("Expense", "item", "用餐", width=20),
        Column("Expense", "day", "{day}", "days", 14),
        Column("Expense", "place", "{hotel}", "places", 26),
        Column("Expense", "price", "40", width=10, holds=Holds.MONEY),
        Column("Expense", "quantity", "18", width=8, holds=Holds.COUNT),
        Column("Expense", "planned", "720", width=14, holds=Holds.MONEY),
        Column("Expense", "amount", "", width=14, holds=Holds.MONEY),
        Column("Expense", "people", "18", width=8, holds=Holds.COUNT),
        Column("Expense", "payer", "接待方", "Payer"),
        Column("Expense", "voucher", "待开", width=18),
        Column("Expense", "voucher_amount", "", width=14, holds=Holds.MONEY),
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
