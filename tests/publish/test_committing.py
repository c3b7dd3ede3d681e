"""What may not be committed is told from what may, file by file."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import openpyxl
import pytest

from generator.publish.committing import committing_findings
from generator.settings import Settings

SECRET = base64.urlsafe_b64encode(bytes(range(32))).decode("ascii")
# In pieces, so that this file may be committed.
NUMBER = "139" + "1234" + "5678"
SWITCHBOARD = "0717" + "-6123456"
BEGIN = "BEGIN"
CLOUD = "AWS_SECRET_ACCESS" + "_KEY"
CARD = "https://guests.example.org/case/g/" + "y7nw-sh2e48" * 2 + ".html"


def found(
    root: Path, name: str, content: str | bytes, *allowed: str
) -> list[tuple[str, int | None]]:
    """(code, line) of what is found in one file of a project."""
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
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


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
        ("visits/a/visit.yml", f"a: 1\nnote: {SECRET}\nkey:\n{SECRET}", [("commit.key", 4)]),
        ("docs/a.md", f"见 {CARD}", [("commit.address", 1)]),
        ("docs/a.md", f"#k={SECRET[:-1]}", [("commit.address", 1)]),
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
    said = f"总机 {SWITCHBOARD}，手机 {NUMBER}"

    assert found(tmp_path, "docs/a.md", said, "0717612") == [("commit.telephone", 1)]
    assert found(tmp_path, "docs/a.md", said, "0717612", NUMBER) == []


def test_what_is_found_does_not_say_the_number_or_the_key(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{NUMBER}\n{SECRET}\n", "utf-8")

    findings = committing_findings([tmp_path / "a.md"], Settings(tmp_path), ())

    said = "".join(str(finding) for finding in findings)
    assert len(findings) == 2
    assert NUMBER not in said
    assert SECRET not in said
