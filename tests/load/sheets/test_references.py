"""Sheets and files as a visit names them: read as meant, or refused, never taken for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_visit
from generator.model.standing import Standing
from tests.support.documents.raw_workbooks import GUESTS, changed, workbook
from tests.support.visit_files import HEADER, LoadFiles, shown, write

CSV = "姓名,单位\n张三,甲局\n".encode()
TSV = "姓名\t单位\n张三\t甲局\n".encode()


def loaded(
    tmp_path: Path, standing: Standing, text: str, **files: bytes
) -> tuple[list[str], list[str]]:
    """The names of a visit's guests, and its findings."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    folder = write(tmp_path / "visits" / "case", {"visit.yml": HEADER + text, **named})
    visit, findings = load_visit(folder, standing, tmp_path)
    return [guest.name for guest in visit.guests] if visit else [], shown(findings)


@pytest.mark.parametrize(
    "written",
    [
        "名单.xlsx#来宾",
        "名单.xlsx＃来宾",
        "名单．xlsx#来宾",
        "名单。xlsx＃来宾",
        "名单.ｘｌｓｘ＃来宾",
    ],
)
def test_full_width_forms_of_a_reference_need_no_notice(
    tmp_path: Path, standing: Standing, written: str
) -> None:
    files = {"名单__xlsx": workbook()}

    assert loaded(tmp_path, standing, f"guests: {written}\n", **files) == (["张三"], [])


@pytest.mark.parametrize(
    "written",
    [
        "名单.xlsx!来宾",
        "名单.xlsx！来宾",
        "名单.xlsx:来宾",
        "名单.xlsx：来宾",
        "名单.xlsx 来宾",
        "名单.xlsx　来宾",
        "名单.xlsx/来宾",
        "名单.xlsx|来宾",
        "'[名单.xlsx]来宾'!$A$1:$F$20",
        "【名单.xlsx】来宾",
        "“名单.xlsx”#来宾",
    ],
)
def test_a_reference_without_a_hash_is_read_with_a_notice(
    tmp_path: Path, standing: Standing, written: str
) -> None:
    quoted = written.replace("'", "''")
    guests, findings = loaded(tmp_path, standing, f"guests: '{quoted}'\n", 名单__xlsx=workbook())

    assert guests == ["张三"]
    assert findings == ["visit.yml:5:9 workbook.reference_read"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("名单.xlsx来宾", "workbook.reference_unclear"),
        ("名单.xlsx的“来宾”表", "workbook.reference_unclear"),
        ("名单.xlsx（来宾）", "workbook.reference_unclear"),
        ("名单.xlsb#来宾", "workbook.not_excel"),
        ("名单.et", "workbook.not_excel"),
        ("见 名单.docx", "workbook.not_excel"),
        ("名单.pdf 第2页", "workbook.not_excel"),
    ],
)
@pytest.mark.parametrize(
    "section", ["guests: {}", "team: {{staff: [{}]}}", "vehicles: [{}]", "parties: {}"]
)
def test_a_file_name_is_not_a_persons_name(
    tmp_path: Path, standing: Standing, section: str, written: str, code: str
) -> None:
    text = section.format(f'"{written}"') + "\n"
    guests, findings = loaded(tmp_path, standing, text, 名单__xlsx=workbook())

    assert guests == []
    assert [finding.split()[-1] for finding in findings] == [code]


def test_tab_separated_text_is_read(tmp_path: Path, standing: Standing) -> None:
    assert loaded(tmp_path, standing, "guests: a.tsv\n", a__tsv=TSV) == (["张三"], [])


@pytest.mark.parametrize("written", ["book.xlsx#须知", "[请带外套, book.xlsx＃须知]"])
def test_a_file_is_no_notice_for_guests(tmp_path: Path, standing: Standing, written: str) -> None:
    text = f"notices: {written!r}\n" if written[0] != "[" else f"notices: {written}\n"
    _, findings = loaded(tmp_path, standing, text, book__xlsx=workbook(sheet="须知"))

    assert [finding.split()[-1] for finding in findings] == ["workbook.not_here"]


@pytest.mark.parametrize("name", ["St. Paul", "O.K. Smith", "买买提·艾力", "J.R.R. Tolkien"])
def test_a_name_with_dots_is_a_name(tmp_path: Path, standing: Standing, name: str) -> None:
    assert loaded(tmp_path, standing, f"guests: [{name}]\n") == ([name], [])


def test_a_workbook_that_counts_its_texts_too_high_is_read(
    tmp_path: Path, standing: Standing
) -> None:
    """A sheet of ticks refers a thousand times to one text; some programs count those."""
    ticks = tuple(("√",) * 20 for _ in range(60))
    content = changed(
        workbook((*GUESTS, *ticks)),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b'uniqueCount="5"', b'uniqueCount="1204"'),
    )
    guests, findings = loaded(tmp_path, standing, "guests: book.xlsx\n", book__xlsx=content)

    assert guests[:1] == ["张三"]
    assert [finding for finding in findings if finding.endswith("corrupt")] == []


@pytest.mark.parametrize("written", ["名单#来宾", "book＃来宾"])
@pytest.mark.parametrize("section", ["guests", "staff"])
def test_a_reference_without_an_ending_is_not_a_person(
    load_files: LoadFiles, section: str, written: str
) -> None:
    text = f"team: {{staff: [{written!r}]}}\n" if section == "staff" else f"guests: {written!r}\n"

    visit, findings = load_files(text)

    assert [finding.split()[-1] for finding in findings] == ["workbook.no_ending"]
    assert visit is not None
    assert visit.people == {}
