"""Which files may not be committed."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from generator.model.visit import Visit
from generator.publish.secret_scan import committing_findings
from generator.render.lists import lists_workbook
from generator.render.paper import PrintOrder, paper_files
from generator.render.statement import statement_workbook
from generator.settings import Settings

SECRET = base64.urlsafe_b64encode(bytes(range(32))).decode("ascii")
# In pieces, so that this file may be committed.
NUMBER = "139" + "1234" + "5678"
SWITCHBOARD = "0717" + "-6123456"
BEGIN = "BEGIN"
CLOUD = "AWS_SECRET_ACCESS" + "_KEY"
CITIZEN = "110105" + "19491231" + "002X"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CARD = "https://guests.example.org/case/g/" + "y7nw-sh2e48" * 2 + ".html"


def found(
    root: Path, name: str, content: str | bytes, *allowed: str
) -> list[tuple[str, int | None]]:
    """The codes and lines of the findings in one file of a project."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    findings = committing_findings([path], Settings(root), allowed)
    assert {finding.place.file for finding in findings} <= {name}
    return [(finding.code, finding.place.line) for finding in findings]


def roster(*cells: object) -> bytes:
    """A workbook of one row."""
    book = openpyxl.Workbook()
    book.active.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        (".secrets/case.key", "随便什么", [("commit.key", None)]),
        ("old.key", "", [("commit.key", None)]),
        ("note.txt", f"钥匙\n{SECRET}\n", [("commit.key", 2)]),
        (".env", f"RECEPTION_SECRET_CASE={SECRET}", [("commit.key", 1)]),
        ("ci.yml", f'RECEPTION_SECRET_CASE: "{SECRET}"', [("commit.key", 1)]),
        ("id_rsa", f"-----{BEGIN} OPENSSH PRIVATE KEY-----", [("commit.key", 1)]),
        ("cloud.ini", f"{CLOUD} = abcdEFGH0123/+99", [("commit.key", 1)]),
        (
            "visits/a/visit.yml",
            f"a: 1\nnote: {SECRET}\nkey:\n{SECRET}",
            [("commit.key", 2), ("commit.key", 4)],
        ),
        ("notes.md", f"钥匙是“{SECRET}”，请存好。", [("commit.key", 1)]),
        ("notes.md", f"钥匙见{SECRET}处", [("commit.key", 1)]),
        ("a.json", f'{{"key":"{SECRET}"}}', [("commit.key", 1)]),
        ("book.xlsx", roster("钥匙", SECRET), [("commit.key", None)]),
        ("visits/a/book.xlsx", roster("钥匙", f"见{SECRET}处"), [("commit.key", None)]),
        ("page.html", f"script-src 'sha256-{SECRET}'", []),
        ("digest.txt", f"{SECRET[:20]}+{SECRET[:22]}=", []),
        ("docs/a.md", f"见 {CARD}", [("commit.address", 1)]),
        ("docs/a.md", f"#k={SECRET[:-1]}", [("commit.address", 1)]),
        ("docs/a.md", f"%23k%3D{SECRET[:-1]}", [("commit.address", 1)]),
        ("visits/a/book.xlsx", roster("甲", CITIZEN), [("commit.identity", None)]),
        ("visits/a/guests.csv", f"姓名,证件\n甲,{CITIZEN}", [("commit.identity", 2)]),
        ("visits/a/guests.csv", f"甲,{CITIZEN}".encode("gb18030"), [("commit.identity", 1)]),
        ("docs/a.md", f"{CITIZEN[:6]} {CITIZEN[6:14]} {CITIZEN[14:]}", [("commit.identity", 1)]),
        ("docs/a.md", CITIZEN.translate(WIDE), [("commit.identity", 1)]),
        ("docs/a.md", f"{CITIZEN[:-1]}7", []),
        ("docs/a.md", f"单号 9{CITIZEN}、a{CITIZEN}", []),
        ("visits/a/links.csv", f"张三,{CARD}", [("commit.address", 1)]),
        ("site/guests/a/index.html", "来访", [("commit.made", None)]),
        ("output/a/cards.pdf", "%PDF", [("commit.made", None)]),
        ("docs/a.md", f"电话\n拨{NUMBER}找李娜", [("commit.telephone", 2)]),
        ("docs/a.md", f"+86 {NUMBER[:3]}-{NUMBER[3:7]}-{NUMBER[7:]}", [("commit.telephone", 1)]),
        ("README.md", f"总机 {SWITCHBOARD}", [("commit.telephone", 1)]),
        ("roster.csv", f"张三,{NUMBER}".encode("gb18030"), [("commit.telephone", 1)]),
        ("roster.txt", f"张三\t{NUMBER}".encode("utf-16"), [("commit.telephone", 1)]),
        ("roster.xlsx", roster("张三", NUMBER), [("commit.telephone", None)]),
        ("roster.xlsx", roster("张三", int(NUMBER)), [("commit.telephone", None)]),
        ("visits/a/visit.yml", f"phone: {NUMBER}", []),
        ("visits/a/book.xlsx", roster("张三", NUMBER), []),
        ("lock.txt", f"sha256:ab{NUMBER}cd", []),
        ("a.py", 'strip("0123456789")', []),
        ("a.md", f"`{CLOUD}`, `AWS_ENDPOINT_URL_S3`", []),
        ("docs/a.md", "文件编号 20260518093000，金额 1399.12345678 元，g/<token>.html", []),
        ("broken.xlsx", b"PK\x03\x04", []),
    ],
)
def test_a_file_that_may_not_be_committed_is_found(
    tmp_path: Path, name: str, content: str | bytes, codes: list[tuple[str, int | None]]
) -> None:
    assert found(tmp_path, name, content) == codes


def test_numbers_that_may_be_public_are_allowed_by_their_beginning(tmp_path: Path) -> None:
    text = f"总机 {SWITCHBOARD}，手机 {NUMBER}"

    assert found(tmp_path, "docs/a.md", text, "0717612") == [("commit.telephone", 1)]
    assert found(tmp_path, "docs/a.md", text, "0717612", NUMBER) == []


def test_a_finding_names_neither_the_number_nor_the_key(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{NUMBER}\n{SECRET}\n", "utf-8")

    findings = committing_findings([tmp_path / "a.md"], Settings(tmp_path), ())

    text = "".join(str(finding) for finding in findings)
    assert len(findings) == 2
    assert NUMBER not in text
    assert SECRET not in text


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def test_an_archive_within_an_archive_is_searched(tmp_path: Path) -> None:
    inner = archive({"book.xlsx": roster("甲", CITIZEN)})

    assert found(tmp_path, "all.zip", archive({"inner.zip": inner})) == [("commit.identity", None)]


def test_a_file_that_unpacks_to_more_than_can_be_searched_is_refused(tmp_path: Path) -> None:
    bomb = archive({f"{number}": bytes(20_000_000) for number in range(3)})
    nested = archive({"a": b"x"})
    for _ in range(6):
        nested = archive({"a.zip": nested})

    assert len(bomb) < 100_000
    assert found(tmp_path, "bomb.xlsx", bomb) == [("commit.too_large", None)]
    assert found(tmp_path, "nested.zip", nested) == [("commit.too_large", None)]


def test_an_output_is_recognized_by_its_metadata_in_any_folder(
    tmp_path: Path, visit_of: Callable[..., Visit]
) -> None:
    visit = visit_of(guests=["甲"])
    changed = datetime(2026, 5, 1, tzinfo=UTC)
    lists, statement = lists_workbook(visit, changed), statement_workbook(visit, changed)
    order = PrintOrder(visit, {}, changed, only=("poster",))
    ((_, poster),) = paper_files(order)

    assert found(tmp_path, "docs/lists.xlsx", lists) == [("commit.made", None)]
    assert found(tmp_path, "statement.xlsx", statement) == [("commit.made", None)]
    assert found(tmp_path, "docs/map.pdf", poster) == [("commit.made", None)]
    assert found(tmp_path, "visits/a/map.pdf", poster) == [("commit.made", None)]
    # A list that was filled in comes back as a source.
    assert found(tmp_path, "visits/a/lists.xlsx", lists) == []
