"""Names of uploaded files are not trusted; their contents are kept byte by byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.requests import Request

from generator.desk.uploads import (
    MOST_FILES,
    SentFile,
    SentForm,
    TooLargeError,
    keep_files,
    safe_name,
    sent_form,
)


def part(disposition: str, content: bytes) -> bytes:
    return (
        f"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode() + content + b"\r\n"
    )


def sent(*parts: bytes) -> SentForm:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"".join(parts) + b"--x--\r\n"}

    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    # Not in this thread: a browser that other tests of the process opened has a loop running in it.
    with start_blocking_portal() as portal:
        return portal.call(sent_form, request)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("附件2 回执（改）.xlsx", "附件2 回执（改）.xlsx"),
        ("../../visits/case/visit.yml", "visit.yml"),
        (r"C:\Users\office\回执.xlsx", "回执.xlsx"),
        ("/etc/passwd", "passwd"),
        ("a\0b\n\u202exslx.csv", "abxslx.csv"),
        ("--yes.csv", "yes.csv"),
        ("-", "file"),
        ("...", "file"),
        ("", "file"),
        ("con.xlsx", "_con.xlsx"),
        ("回" * 300 + ".xlsx", "回" * 60 + ".xlsx"),
        ("x." + "y" * 300, "x." + "y" * 10),
    ],
)
def test_a_name_is_that_of_a_file_in_a_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_texts_and_files_are_separated_and_bytes_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = b"\r\n--\x00\xff\r\r\n--y"

    form = sent(
        part('name="visit"', b"case"),
        part('name="files"; filename="A.xlsx"', content),
        part('name="files"; filename="a.xlsx"', b""),
        part('name="files"; filename=""', b""),
    )

    assert form.values["visit"] == ["case"]
    assert [(file.name, file.content) for file in form.files] == [
        ("A.xlsx", content),
        ("a (2).xlsx", b""),
    ]
    assert (keep_files(form.files) / "A.xlsx").read_bytes() == content


def test_too_many_files_are_refused() -> None:
    with pytest.raises(TooLargeError):
        sent(*(part('name="files"; filename="a.csv"', b"") for _ in range(MOST_FILES + 1)))


def test_of_files_that_cannot_all_be_kept_none_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files = [SentFile("a.csv", "张伟".encode()), SentFile("none/b.csv", b"")]

    with pytest.raises(OSError, match=r"b\.csv"):
        keep_files(files)

    assert list(tmp_path.iterdir()) == []
