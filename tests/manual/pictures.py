"""Takes the pictures of the user manual at the steps that show them (`make screenshots`)."""

from __future__ import annotations

import base64
import csv
import io
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import openpyxl
import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import Browser
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from generator.init import create_project
from generator.sealing.secret import SECRET_BYTES
from tests.manual.office import ADDRESS, ANSWERS, CLOCKS, SITE, SLUG, Office, served
from tests.manual.steps import ORDER, Change, Command, Edit, Fill, Picture, steps_of
from tests.support.documents.lists_workbook import OFFICE
from tests.support.project import PROJECT

FOLDER = PROJECT / "docs" / "assets" / "pictures" / "manual"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 760}
COLOURS = 64
GAP = 24
GUEST = "陆远"
TERMINAL = """<style>
body {{ margin: 0; background: #fff }}
main {{ width: fit-content; padding: 14px 22px 18px; border-radius: 8px; background: #1e2329 }}
pre {{ margin: 0; font: 15px/1.6 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace }}
pre, b {{ color: #e6e8ea }}
</style><main><pre><b>&gt; {line}</b>\n{printed}</pre></main>"""


@dataclass
class Studio:
    """What pictures are taken of: an office, a browser, and the last command."""

    office: Office
    browser: Browser
    handbook: str
    guests: str
    last: Command | None = None
    printed: str = field(default="", repr=False)

    def page(self, path: str) -> Image.Image:
        """Return a page of the visit in the handbook."""
        page = self.browser.new_page(viewport=DESK)  # type: ignore[arg-type]
        page.goto(f"{self.handbook}/handbook/visits/{SLUG}/{path}")
        return _shot(page.screenshot())

    def card(self) -> Image.Image:
        """Return a guest's published card, ten minutes later: its top and its last day."""
        page = self.browser.new_page(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
        page.clock.set_fixed_time(self.office.now + timedelta(minutes=10))
        page.goto(self.guests + self._address().removeprefix(ADDRESS))
        page.wait_for_selector(".now:visible")
        top = _shot(page.screenshot())
        page.locator("details.day").last.evaluate("day => day.scrollIntoView()")
        return _side_by_side(top, _shot(page.screenshot()))

    def terminal(self) -> Image.Image:
        """Return the last command and its output in colour."""
        assert self.last is not None, "a command was run before its picture"
        console = Console(record=True, file=io.StringIO(), width=200)
        console.print(Text.from_ansi(self.printed.strip()), soft_wrap=True)
        printed = console.export_html(inline_styles=True, code_format="{code}", theme=MONOKAI)
        page = self.browser.new_page(viewport=DESK)  # type: ignore[arg-type]
        page.set_content(TERMINAL.format(line=self.last.line, printed=printed))
        return _shot(page.locator("main").screenshot())

    def sheet_of_paper(self, name: str) -> Image.Image:
        """Return the first page of a PDF in the visit's output."""
        return _first_page(self.office.root / "output" / SLUG / name, scale=1.1)

    def workbook(self) -> Image.Image:
        """Return the guests' sheet, with the letters and numbers of its cells."""
        book = openpyxl.load_workbook(self.office.folder / "book.xlsx")
        for name in book.sheetnames[1:]:
            book[name].sheet_state = "hidden"
        sheet = book.worksheets[0]
        sheet.print_area = "A1:K8"
        sheet.print_options.headings = sheet.print_options.gridLines = True
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.left.text = sheet.oddFooter.center.text = sheet.oddFooter.right.text = None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "book.xlsx"
            book.save(path)
            profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
            line = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
            subprocess.run([*line, str(path)], check=True, capture_output=True, timeout=180)
            return _cropped(_first_page(path.with_suffix(".pdf"), scale=1.7))

    def _address(self) -> str:
        path = self.office.root / "output" / SLUG / "links.csv"
        with path.open(encoding="utf-8-sig") as file:
            return next(row["url"] for row in csv.DictReader(file) if row["id"] == GUEST)


SCREENSHOTS: dict[str, Callable[[Studio], Image.Image]] = {
    "book": Studio.workbook,
    "check": Studio.terminal,
    "visit-page": lambda studio: studio.page(""),
    "card-before": Studio.card,
    "card-after": Studio.card,
    "changes-page": lambda studio: studio.page("changes/"),
    "cards": lambda studio: studio.sheet_of_paper("cards.pdf"),
    "statement": lambda studio: studio.sheet_of_paper("statement.pdf"),
}


def take_pictures(browser: Browser) -> None:
    """Write docs/assets/pictures/manual/*.png while following the manual."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "接待手册"
        create_project(root, ANSWERS)
        # The same codes each time, so that a picture changes only with its subject.
        (root / ".secrets").mkdir()
        key = base64.urlsafe_b64encode(bytes(SECRET_BYTES)).decode("ascii")
        (root / ".secrets" / f"{SLUG}.key").write_text(key, "ascii")
        office = Office(root, ADDRESS)
        with served(root / "site") as handbook, served(root.parent / SITE) as guests:
            _follow_manual(Studio(office, browser, handbook, guests))


def _follow_manual(studio: Studio) -> None:
    for page in (page for page in ORDER if page != "trouble"):
        studio.office.now = CLOCKS[page]
        for step in steps_of(page):
            match step:
                case Fill() | Change() | Edit():
                    studio.office.edit_files(step)
                case Command():
                    studio.last = step
                    studio.printed = studio.office.run(step, colour=True).printed
                case Picture(name):
                    picture = SCREENSHOTS[name](studio).convert("RGB").quantize(COLOURS)
                    picture.save(FOLDER / f"{name}.png", optimize=True)


def _side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    """Combine two pictures of one height, with a gap between them."""
    both = Image.new("RGB", (left.width + GAP + right.width, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GAP, 0))
    return both


def _shot(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def _first_page(path: Path, *, scale: float) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    picture: Image.Image = document[0].render(scale=scale).to_pil()
    document.close()
    return picture


def _cropped(picture: Image.Image) -> Image.Image:
    """Crop the white margin to a few pixels."""
    picture = picture.convert("RGB")
    white = Image.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture, white).getbbox()
    assert box is not None, "an empty page"
    return picture.crop((box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8))
