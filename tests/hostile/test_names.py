"""26-35: hostile names as they come out, on the card, in lists, links, calendar and handbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import icalendar
import openpyxl
import pytest

from generator.agenda import agendas_of
from generator.build.microsite import MicrositeInputs, microsite_files
from generator.model.enums import Privacy
from generator.model.people import Person
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from generator.render.handbook.visit.pages import pages_of
from generator.render.lists import lists_workbook
from generator.sealing.links import links_csv, links_of, path_of
from tests.support.cards import first_card, unpublished
from tests.support.visit_files import SECRET, SOURCES, LoadRows, named

CHANGED = datetime(2026, 5, 1, tzinfo=UTC)

NAMES = {
    "26-a-dot": "欧阳·晓",
    "27-beyond-the-basic-plane": "𬭎㛃䶮",
    "29-joined-emoji": "李\u200d四👩\u200d👧",
    "29-a-storm-of-marks": "Z" + "\u0334\u0335\u0336\u0337\u0338" * 8,
    "30-sixty-characters": "欧" * 60,
    "32-latin": "Mary-Jane O'Brien",
    "32-arabic": "محمد علي",
    "32-cyrillic": "Анна Петрова",
    "32-emoji": "😀🙂",
    "33-script": "<script>alert(1)</script>",
    "33-braces": "{{7*7}}",
    "33-block": "{% raw %}{% endraw %}",
    "33-link": "[甲](javascript:alert(1))",
    "33-style": "</style></script><!--",
    "33-quotes": "\"'><img src=x onerror=alert(1)>",
    "34-command": "=cmd|'/c calc'!A1",
    "34-plus": "+86",
    "34-at": "@SUM(1+1)",
    "34-minus": "-1",
    "35-a-path": "../../etc/passwd",
    "35-a-device": "CON",
}


class Seen(HTMLParser):
    """A page's elements, and the texts of its first headings."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.headings: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements |= {tag, *(name for name, _ in attributes)}
        self._within = tag == "h1" or self._within
        if tag == "h1":
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.headings[-1] += data


def seen(page: str) -> Seen:
    found = Seen()
    found.feed(page)
    return found


def card_of(visit: Visit, person: Person) -> str:
    making = MicrositeInputs(SECRET, date(2026, 5, 18), first_card)
    path = path_of(SECRET, person.id, 0)
    (made,) = [file for file in microsite_files(visit, making) if file.path == path]
    return made.render().decode("utf-8")


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", NAMES)
def test_a_name_comes_out_as_it_went_in(load_rows: LoadRows, case: str, source: str) -> None:
    name = NAMES[case]
    visit, findings = load_rows(source, "guests", named(name))
    plain, _ = load_rows(source, "guests", named("张三"))
    assert findings == []
    assert visit is not None
    assert plain is not None
    visit, plain = (v.model_copy(update={"privacy": Privacy.LINK}) for v in (visit, plain))
    (guest,) = visit.guests

    card = seen(card_of(visit, guest))
    assert {heading.strip() for heading in card.headings} == {name}
    assert card.elements <= seen(card_of(plain, plain.guests[0])).elements

    book = openpyxl.load_workbook(io.BytesIO(lists_workbook(visit, CHANGED)))
    cell = book["来宾"]["B2"]
    assert (cell.value, cell.data_type) == (name, "s")

    row = list(csv.reader(io.StringIO(links_csv(links_of(visit, SECRET, "https://x")))))[1]
    assert row[1].removeprefix("'") == name
    assert not row[1].startswith(("=", "+", "-", "@"))

    calendar = icalendar.Calendar.from_ical(
        calendar_of(next(agendas_of(visit)), "zh", unpublished(CHANGED))
    )
    assert calendar.errors == []


@pytest.mark.parametrize("case", [key for key in NAMES if key.startswith("33")])
def test_a_name_is_no_markup_in_the_handbook(visit_of: Callable[..., Visit], case: str) -> None:
    def elements(name: str) -> set[str]:
        visit = visit_of(guests=[{"name": name, "unit": name}], parties=[name])
        return set().union(*(seen(s.html).elements for p in pages_of(visit) for s in p.sections))

    assert elements(NAMES[case]) <= elements("张三")
