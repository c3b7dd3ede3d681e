"""The building blocks of pages, and the page: sections of facts, tables, lists and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import repeat

from jinja2 import Template
from markupsafe import Markup

from generator.render.templates import html_templates
from generator.render.whole_names import with_whole_names
from generator.render.words.lists import dotted
from generator.render.words.people import dialled


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, a second line below it, a link, and a look.

    `kind` is a class of handbook.css: `short` is never broken, `open` is still to be done. What is
    `private` – a telephone number, a diet – is on the page and not in the search index. In the
    first cell of a row, `anchor` is the fragment of a link to the row.
    """

    text: str
    more: str = ""
    href: str = ""
    kind: str = ""
    private: bool = False
    anchor: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.more)


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with its value."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table whose first column names the row.

    On a phone each row becomes a block under that name, with the headings beside the other cells;
    where the table is `dense`, a line or two with the cells one after the other. `readings` are the
    names of each row in pinyin, for the filter.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    dense: bool = False
    readings: tuple[str, ...] = ()

    @property
    def read_rows(self) -> Iterable[tuple[tuple[Cell, ...], str]]:
        """Each row with its reading, which is empty where there is none."""
        return zip(self.rows, self.readings or repeat(""), strict=False)


@dataclass(frozen=True, slots=True)
class Points:
    """A list of lines."""

    lines: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """Key figures: (label, figure). Those that are `open` are highlighted."""

    tiles: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to do, ticked when done: (what, details, done, due).

    `due` is when it is late, on the visit's clock, as `2026-05-15T18:00`; empty where no day is
    given. With `words` the page groups them by the clock of the `zone`: late, today, later.
    """

    items: tuple[tuple[str, tuple[str, ...], bool, str], ...]
    zone: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG pictures side by side, each with a caption, which is also the picture's accessible name.

    Pictures are not `searched` where the page has the same words beside them. Those that fold are
    opened one by one on a phone.
    """

    pictures: tuple[tuple[str, Markup], ...]
    searched: bool = True
    folds: bool = False


@dataclass(frozen=True, slots=True)
class CodeCard:
    """A person's name, what distinguishes namesakes, the name in pinyin, and the card's address."""

    name: str
    about: str
    reading: str
    link: str

    @property
    def file(self) -> str:
        """The name of the file with the QR code: it names nobody, and changes with the address.

        A browser that kept the file of another card under the same name would show that card.
        """
        return f"{sha256(self.link.encode()).hexdigest()[:16]}.svg"


@dataclass(frozen=True, slots=True)
class CodeCards:
    """A list of names, each of which opens the person's QR code.

    The codes are files: a large visit's would be most of the handbook, and in a grid a phone scans
    the neighbour's.
    """

    cards: tuple[CodeCard, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """The box that filters the rows of a page and folds its sections; `words` are its texts."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """A highlighted sentence; `kind` is note, warning, success or label."""

    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A single line, such as the visit that a page belongs to."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The row of links to a visit's pages: (text, link); the page that is open has no link."""

    label: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit in a list by the day: its dates, what is known of it, and what is open in it.

    `start` and `end` are ISO dates on the clock of `zone`; all three are empty where they could
    not be read. `links` is None where the visit has one page alone.
    """

    name: Cell
    start: str
    end: str
    zone: str
    about: str
    findings: Cell
    links: PageLinks | None


@dataclass(frozen=True, slots=True)
class VisitList:
    """Visits, which the browser divides by its clock into those of today, to come and over.

    `words` are the headings and the texts of days for its script.
    """

    title: str
    words: Mapping[str, str]
    visits: tuple[VisitEntry, ...]


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """Changes that concern the same people: (what, before, now), and who has yet to be notified.

    `told` are lines on who was notified, when and by whom; `texts` are (language, text to send).
    `pending` are the people by party, each with the telephone, below the line `to_call`.
    """

    changes: tuple[tuple[str, str, str], ...]
    counts: str
    who: str
    told: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()
    pending: tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...] = ()
    to_call: str = ""


@dataclass(frozen=True, slots=True)
class ChangeNotices:
    """Changes with those to be notified; folded under a `summary`, if there is one."""

    notices: tuple[ChangeNotice, ...]
    words: Mapping[str, str]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FindingList:
    """Findings: (severity, its label, message, place, text of the link, link)."""

    findings: tuple[tuple[str, str, str, str, str, str], ...]


Block = (
    Facts
    | Rows
    | Points
    | Tiles
    | Checklist
    | Pictures
    | CodeCards
    | Filter
    | Remark
    | Line
    | PageLinks
    | VisitList
    | FindingList
    | ChangeNotices
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it; without a title, the blocks before the first heading.

    `anchor` is the fragment of a link to it; where it is empty, the section's number is. A section
    that `folds` can be closed; `about` is shown beside its heading, and on its `day`, an ISO date,
    it is open.
    """

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    folds: bool = False
    about: str = ""
    day: str = ""

    @property
    def html(self) -> str:
        """The section below its heading."""
        return blocks_html(self.blocks)


def cells(*values: object) -> tuple[Cell, ...]:
    """A row of cells from texts, numbers and cells; None is an empty one."""
    return tuple(_cell(value) for value in values)


def facts(*pairs: tuple[str, object]) -> Facts:
    """Facts from labels and values, without those that have no value."""
    labelled = ((label, _cell(value)) for label, value in pairs)
    return Facts(tuple((label, cell) for label, cell in labelled if cell))


def points(lines: Iterable[object]) -> Points:
    """A list of texts and cells."""
    return Points(cells(*lines))


def short(text: object) -> Cell:
    """A cell that is never broken over two lines: a number, a name, a plate."""
    return Cell("" if text is None else str(text), kind="short")


def phone(number: str | None, otherwise: str = "") -> Cell:
    """A telephone number as a link; `otherwise` is the text where there is none."""
    if not number:
        return Cell(otherwise)
    return Cell(number, href=f"tel:{dialled(number)}", kind="short", private=True)


def blocks_html(blocks: Sequence[Block]) -> str:
    """The HTML of a section's blocks, everything in them escaped."""
    html = _template().render(blocks=[(type(block).__name__, block) for block in blocks])
    return with_whole_names(html)


def _cell(value: object) -> Cell:
    if isinstance(value, Cell):
        return value
    return Cell("" if value is None else str(value))


@cache
def _template() -> Template:
    return html_templates("generator.render.handbook", "assets").get_template("blocks.html.j2")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What a search finds beside pages, such as a person: `facts` in one line, the name first.

    `address` is that of its row, under the handbook's root. `more` is a second line. `pinyin` are
    the syllables of the name, by which it is found, too.
    """

    address: str
    facts: tuple[str, ...]
    more: str = ""
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path under docs/, its title, and its sections.

    `boost` is its weight in the search; a page with 0, such as that of QR codes, is not indexed.
    `visit` is the title of the visit that the page is of, where the page's own does not name it.
    `entries` are what a search finds in the page's visit. Of a page that `is_list`, whose rows are
    found by entries, the search has the headings alone.
    """

    path: str
    title: str
    sections: tuple[Section, ...]
    boost: float = 1
    visit: str = ""
    entries: tuple[SearchEntry, ...] = ()
    is_list: bool = False

    @property
    def address(self) -> str:
        """The page's address in the handbook: `visits/2026-05-ecotour/plan/`."""
        folder = self.path.removesuffix(".md")
        return f"{folder.removesuffix('index').removesuffix('/')}/"

    @property
    def folds(self) -> bool:
        """Whether the page is a list of sections that fold, with a filter."""
        return any(section.folds for section in self.sections)

    @property
    def codes(self) -> tuple[CodeCard, ...]:
        """The cards whose QR codes are files beside the page."""
        blocks = (block for section in self.sections for block in section.blocks)
        lists = (block for block in blocks if isinstance(block, CodeCards))
        return tuple(card for codes in lists for card in codes.cards)

    @property
    def full_title(self) -> str:
        """The title where the page is named alone: in a window, a search result, the history."""
        return dotted(self.title, self.visit)
