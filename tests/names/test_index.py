"""Names as people write them: which thing is meant, and which is proposed where none is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.findings import Finding
from generator.model.visit import Visit
from generator.names.index import Names
from generator.names.numerals import in_figures

Load = Callable[..., tuple[Visit | None, list[Finding]]]
RIDE = {"day": "2026-05-18", "time": "9:00", "from": "mingfeng", "to": "museum"}
ITEM = {"day": "2026-05-18", "time": "9:00-10:00", "title": "座谈会"}


def messages(findings: list[Finding]) -> list[str]:
    return [str(finding.message) for finding in findings]


def people_of(visit: Visit) -> list[str]:
    return [person.name for person in visit.schedule[0].participants.people]


def ride_by(load: Load, known: list[str], written: str) -> tuple[Visit | None, list[Finding]]:
    ride = RIDE | {"vehicles": [{"vehicle": written, "people": "张伟"}]}
    return load(guests=["张伟"], vehicles=[{"number": number} for number in known], rides=[ride])


def item_in(load: Load, halls: list[str], written: str) -> tuple[Visit | None, list[Finding]]:
    venues = [{"id": "inn", "name": "梅园宾馆", "halls": [{"name": hall} for hall in halls]}]
    return load(venues=venues, schedule=[ITEM | {"place": written}])


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("一号车", "1号车"),
        ("贰号车", "2号车"),
        ("01号车", "1号车"),
        ("十号车", "10号车"),
        ("二十三号车", "23号车"),
        ("九十九号车", "99号车"),
        ("二〇一会议室", "201会议室"),
        ("0805", "0805"),
        ("鄂E·00217", "鄂E·00217"),
    ],
)
def test_a_number_in_figures(name: str, figures: str) -> None:
    assert in_figures(name) == figures


@pytest.mark.parametrize("written", ["一号车", "二号车", "壹号车", "02号车", "二号", "二"])
def test_a_vehicle_is_found_however_its_number_is_written(load: Load, written: str) -> None:
    visit, findings = ride_by(load, ["1号车", "2号车", "3号车"], written)

    assert findings == []
    assert visit is not None
    number = "1号车" if written in {"一号车", "壹号车"} else "2号车"
    assert visit.rides[0].vehicles[0].vehicle.number == number


@pytest.mark.parametrize("written", ["1号车", "一号车"])
def test_equal_spellings_mean_the_same_thing(load: Load, written: str) -> None:
    visit, findings = ride_by(load, ["一号车", "1号车"], written)

    assert findings == []
    assert visit is not None
    assert visit.rides[0].vehicles[0].vehicle.number == written


def test_a_number_that_may_be_either_is_not_guessed(load: Load) -> None:
    _, findings = ride_by(load, ["一号车", "1号车"], "01号车")

    assert messages(findings) == ["“01号车”不止一人（处）：一号车、1号车。请写清是哪一个。"]


def test_a_vehicle_with_a_different_number_is_not_proposed(load: Load) -> None:
    _, findings = ride_by(load, ["1号车"], "4号车")

    assert messages(findings) == ["没有“4号车”这辆车。请核对车号，或在 vehicles 里列出。"]


@pytest.mark.parametrize(
    ("written", "proposed"), [("3号考斯特", "考斯特三号"), ("鄂F·12345", "鄂E·12345")]
)
def test_a_vehicle_is_proposed_as_it_is_written(load: Load, written: str, proposed: str) -> None:
    ride = RIDE | {"vehicles": [{"vehicle": written, "people": "张伟"}]}
    vehicles = [{"number": "考斯特三号", "plate": "鄂E·12345"}, {"number": "考斯特四号"}]
    _, findings = load(guests=["张伟"], vehicles=vehicles, rides=[ride])

    assert f"没有“{written}”这辆车。是不是“{proposed}”？" in messages(findings)[0]


def room_in(load: Load, numbers: list[str], written: str) -> list[Finding]:
    venue = {"id": "inn", "name": "梅园宾馆", "rooms": [{"number": number} for number in numbers]}
    stay = {"venue": "inn", "room": written, "people": "张伟"}
    return load(guests=["张伟"], venues=[venue], stays=[stay])[1]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("812房", "“梅园宾馆”没有“812房”这间房。是不是“0812”？"),
        ("0182", "“梅园宾馆”没有“0182”这间房。"),
    ],
)
def test_the_room_of_that_number_is_proposed(load: Load, written: str, message: str) -> None:
    assert messages(room_in(load, ["0812", "0813"], written)) == [message]


@pytest.mark.parametrize("written", ["梅园宾馆/1号梅厅", "梅园宾馆1号梅厅", "01号梅厅"])
def test_a_hall_is_found_however_its_number_is_written(load: Load, written: str) -> None:
    visit, findings = item_in(load, ["一号梅厅", "二号梅厅"], written)

    assert findings == []
    assert visit is not None
    assert visit.schedule[0].place is not None
    assert visit.schedule[0].place.key == "inn/一号梅厅"


def test_the_hall_of_that_number_is_proposed(load: Load) -> None:
    _, findings = item_in(load, ["一号会议室", "二号会议室"], "梅园宾馆/1号会义室")

    assert "是不是“梅园宾馆/一号会议室”？" in messages(findings)[0]


@pytest.mark.parametrize("written", ["梅园宾馆/", "/一号会议室"])
def test_a_place_with_half_a_slash_is_reported_as_written(load: Load, written: str) -> None:
    _, findings = item_in(load, ["一号会议室"], written)

    assert messages(findings)[0].startswith(f"没有“{written}”这个地点。")


def test_of_two_equally_near_none_is_proposed(load: Load) -> None:
    _, findings = item_in(load, ["东会议室", "西会议室"], "会议室")

    assert "是不是" not in messages(findings)[0]


def test_a_large_visits_names_are_made_comparable_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr("generator.names.index.name_key", lambda name: made.append(name) or name)
    guests: Names[str] = Names("guest")

    guests.add("张伟", ["g1", "张伟"])
    assert made == ["g1", "张伟"]
    assert (guests.all("张伟"), guests.all("李娜")) == (["张伟"], [])
    assert made == ["g1", "张伟", "张伟", "李娜"]


def test_numerals_in_a_persons_name_are_no_numbers(load: Load) -> None:
    _, findings = load(guests=["丁一"], schedule=[ITEM | {"for": "丁1"}])

    assert [finding.code for finding in findings] == ["name.unknown_person"]


@pytest.mark.parametrize(
    "between", [" ", "/", "和", " 与 ", "及", "以及", "&", "；", "。", ".", " and "]
)
def test_two_names_are_two_people_with_any_separator(load: Load, between: str) -> None:
    written = f"邱淑芬{between}马晓天"
    visit, findings = load(guests=["邱淑芬", "马晓天"], schedule=[ITEM | {"for": written}])

    assert findings == []
    assert visit is not None
    assert people_of(visit) == ["邱淑芬", "马晓天"]


@pytest.mark.parametrize(
    "name", ["John Smith", "欧阳·朝晖", "欧阳.朝晖", "张和平", "Jean-Luc and Co."]
)
def test_a_name_with_a_gap_in_it_is_one_name(load: Load, name: str) -> None:
    visit, findings = load(guests=[name, "张", "John"], schedule=[ITEM | {"for": name}])

    assert [finding.code for finding in findings if finding.code.startswith("name")] == []
    assert visit is not None
    assert people_of(visit) == [name]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("郑和平 张伟", ["郑和平", "张伟"]),
        ("郑和平和张伟", ["郑和平", "张伟"]),
        ("李和和张伟", ["李和", "张伟"]),
        ("和平和张伟", ["和平", "张伟"]),
        ("张伟和和平", ["张伟", "和平"]),
        ("郑和平 和平", ["郑和平", "和平"]),
        ("John Smith and 张伟", ["John Smith", "张伟"]),
        ("张伟/John Smith", ["张伟", "John Smith"]),
        ("一组和与会代表", ["张伟", "和平"]),
        ("全体来宾（除和平和张伟）", ["郑和平", "李和", "John Smith"]),
        ("一组（除张伟）和李和", ["李和"]),
        ("一组、和李和", ["张伟", "李和"]),
    ],
)
def test_names_that_contain_a_separator(load: Load, written: str, people: list[str]) -> None:
    visit, findings = load(
        parties=["一组", "与会代表"],
        guests=[
            {"name": "张伟", "party": "一组"},
            {"name": "和平", "party": "与会代表"},
            "郑和平",
            "李和",
            "John Smith",
        ],
        schedule=[ITEM | {"for": written}],
    )

    assert findings == []
    assert visit is not None
    assert people_of(visit) == people


def test_a_name_that_is_missing_after_the_first_is_asked_for(load: Load) -> None:
    _, findings = load(guests=["邱淑芬", "马晓天"], schedule=[ITEM | {"for": "邱淑芬和"}])

    assert messages(findings) == [
        "来宾和工作人员里都没有“邱淑芬和”。是不是“邱淑芬”？请核对姓名或组名。"
    ]


def test_of_two_names_the_wrong_one_is_reported(load: Load) -> None:
    _, findings = load(guests=["邱淑芬", "马晓天"], schedule=[ITEM | {"for": "邱淑芬 马晓添"}])

    assert messages(findings) == [
        "来宾和工作人员里都没有“马晓添”。是不是“马晓天”？请核对姓名或组名。"
    ]


def test_names_beyond_the_most_that_are_compared_go_without_a_hint() -> None:
    guests: Names[str] = Names("guest", most_compared=3)
    for name in ("邱淑芬", "马晓天"):
        guests.add(name, [name])

    hints = [str((guests.unknown(name).context or {})["hint"]) for name in ("马晓添", "邱淑芳")]

    assert ["马晓天" in hints[0], hints[1]] == [True, ""]


def test_names_of_staff_and_groups_are_split(load: Load) -> None:
    visit, findings = load(
        team={
            "staff": [{"name": "李娜", "roles": "综合协调组和后勤保障组"}, "王强"],
            "groups": [{"role": "综合协调组", "lead": "李娜", "members": "李娜/王强"}],
        },
    )

    assert findings == []
    assert visit is not None
    assert [member.name for member in visit.team.groups[0].members] == ["李娜", "王强"]


NOBODY_LEFT_OUT = (
    "写了“除”，没有写明除去的人。请写成“全体来宾（除张伟）”；无须除去的，请删去“除”字。"
)
VISITORS = [{"name": "谢德全", "party": "一组"}, {"name": "徐丽丽", "party": "二组"}]
VISITORS += [{"name": "石磊", "party": "除雪组"}]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("全体来宾（除谢德全）", ["徐丽丽", "石磊"]),
        ("全体来宾，徐丽丽除外", ["谢德全", "石磊"]),
        ("除雪组、二组", ["石磊", "徐丽丽"]),
        (["全体来宾", "除谢德全和石磊"], ["徐丽丽"]),
        ("all except 谢德全, 石磊", ["徐丽丽"]),
        ("除谢德全外的全体来宾", ["徐丽丽", "石磊"]),
        ("除谢德全、石磊外全体来宾", ["徐丽丽"]),
    ],
)
def test_all_but_some(load: Load, written: object, left: list[str]) -> None:
    parties = ["一组", "二组", "除雪组"]
    visit, findings = load(guests=VISITORS, parties=parties, schedule=[ITEM | {"for": written}])

    assert findings == []
    assert visit is not None
    assert people_of(visit) == left
    assert not visit.schedule[0].participants.everyone


def test_pages_show_who_is_left_out(load: Load) -> None:
    visit, _ = load(
        guests=["徐丽丽", "谢德全", "石磊"], schedule=[ITEM | {"for": "全体来宾，谢德全、石磊除外"}]
    )

    assert visit is not None
    (named,) = visit.schedule[0].participants.named
    assert named.in_("zh") == "全体来宾（除谢德全、石磊）"
    assert named.in_("en") == "All guests (except 谢德全、石磊)"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("一组除石磊", "石磊本来就不在“一组”里，不能从中除去。请核对“除”后面的名单。"),
        (
            "石磊除外",
            "没有写从哪些人里除去“石磊”。请写成“全体来宾（除石磊）”，或“一组（除石磊）”。",
        ),
        ("除一组外", "没有写从哪些人里除去“一组”。请写成“全体来宾（除一组）”。"),
        (
            "除综合协调组外",
            "没有写从哪些人里除去“综合协调组”。请写成“全体工作人员（除综合协调组）”。",
        ),
        ("除外", NOBODY_LEFT_OUT),
        ("全体来宾（除外）", NOBODY_LEFT_OUT),
        ("全体来宾除外", NOBODY_LEFT_OUT),
        (
            "全体来宾（除石雷）",
            "来宾和工作人员里都没有“石雷”。是不是“石磊”？请核对姓名或组名。",
        ),
    ],
)
def test_an_exception_that_cannot_be_made(load: Load, written: str, message: str) -> None:
    _, findings = load(
        guests=VISITORS, parties=["一组", "二组", "除雪组"], schedule=[ITEM | {"for": written}]
    )

    assert messages(findings) == [message]


def test_seats_leave_people_out_too(load: Load) -> None:
    meal = {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "明峰宾馆/一楼餐厅"}
    tables = [{"no": "1", "seats": "全体来宾（除谢德全）"}]
    visit, findings = load(
        guests=VISITORS, parties=["一组", "二组", "除雪组"], meals=[meal | {"tables": tables}]
    )

    assert findings == []
    assert visit is not None
    assert [person.name for person in visit.meals[0].diners] == ["徐丽丽", "石磊"]


def test_a_list_within_a_list_of_seats_is_reported(load: Load) -> None:
    meal = {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "form": "工作餐"}
    _, findings = load(
        guests=["张伟"], meals=[meal | {"tables": [{"seats": [[["张伟"], "李娜"]]}]}]
    )

    assert "shape.record" in {finding.code for finding in findings}
