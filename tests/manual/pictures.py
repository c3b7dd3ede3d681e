"""Takes the pictures of the user manual at the steps that show them (`make screenshots`)."""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from generator.sealing.secret import SECRET_BYTES
from tests.manual.office import SLUG, project_at
from tests.manual.reader import Reader, at_the_desk
from tests.manual.steps import ORDER, Heading, Picture, steps_of
from tests.support.documents.lists_workbook import OFFICE
from tests.support.project import PROJECT

FOLDER = PROJECT / "docs" / "assets" / "pictures" / "manual"
TODAY = date(2026, 6, 8)
"""The day on which the manual is followed for its pictures, so that they change with it alone."""
COLOURS = 64


def _screen(reader: Reader) -> Image.Image:
    """What the reader sees: the desk or the handbook, or a telephone."""
    return Image.open(io.BytesIO(reader.page.screenshot(animations="disabled")))


def _down_to(selector: str, reader: Reader) -> Image.Image:
    """The desk's page from an element on."""
    reader.desk.locator(selector).first.evaluate("element => element.scrollIntoView()")
    return _screen(reader)


def _sheet_of_paper(name: str, reader: Reader) -> Image.Image:
    """The first page of a PDF in the visit's output."""
    return _first_page(reader.office.root / "output" / SLUG / name, scale=1.1)


def _workbook(reader: Reader) -> Image.Image:
    """The guests' sheet, with the letters and numbers of its cells."""
    book = openpyxl.load_workbook(reader.office.folder / "book.xlsx")
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
        subprocess.run([*line, str(path)], check=True, capture_output=True, timeout=600)
        return _cropped(_first_page(path.with_suffix(".pdf"), scale=1.7))


SCREENSHOTS: dict[str, Callable[[Reader], Image.Image]] = {
    "desk-empty": _screen,
    "desk-visit": _screen,
    "desk-findings": _screen,
    "desk-assign": partial(_down_to, "main h2"),
    "desk-print": _screen,
    "desk-publish": _screen,
    "desk-changes": _screen,
    "book": _workbook,
    "visit-page": _screen,
    "card": _screen,
    "card-before": _screen,
    "card-after": _screen,
    "cards": partial(_sheet_of_paper, "cards.pdf"),
    "statement": partial(_sheet_of_paper, "statement.pdf"),
}


def take_pictures(browser: Browser) -> None:
    """Write docs/assets/pictures/manual/*.png while following the manual to its last picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        project_at(Path(folder) / "接待手册", TODAY) as office,
    ):
        # The same codes each time, so that a picture changes only with its subject.
        (office.root / ".secrets").mkdir()
        key = base64.urlsafe_b64encode(bytes(SECRET_BYTES)).decode("ascii")
        (office.root / ".secrets" / f"{SLUG}.key").write_text(key, "ascii")
        for page in ORDER:
            if page not in PICTURED:
                continue
            office.now = office.times.of(page)
            with at_the_desk(office, browser) as reader:
                _follow(page, reader)


PICTURED = [page for page in ORDER if any(isinstance(step, Picture) for step in steps_of(page))]


def _follow(page: str, reader: Reader) -> None:
    for step in steps_of(page):
        match step:
            case Picture(name):
                picture = SCREENSHOTS[name](reader).convert("RGB").quantize(COLOURS)
                picture.save(FOLDER / f"{name}.png", optimize=True)
            case Heading():
                pass
            case _:
                reader.follow(step)


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
