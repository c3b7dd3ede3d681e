"""A visit's key: made once, replaced only on request, handed on under a passphrase."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator.sealing import key_file
from tests.support.clerk import Clerk

PASSPHRASE = "青山绿水 二十四字 不可外传"
NEEDS_KEY = [
    ("build",),
    ("publish", "case"),
    ("links", "case"),
    ("print", "case", "--only", "cards"),
    ("key", "export", "case", "out.sealed-key"),
]


def key_of(clerk: Clerk) -> Path:
    return clerk.root / ".secrets/case.key"


def records(clerk: Clerk) -> list[dict[str, object]]:
    paths = sorted((clerk.folder / "published").glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in paths]


def without_fingerprints(clerk: Clerk) -> None:
    """Change the records to those of November 2026."""
    for path in (clerk.folder / "published").glob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        del record["key"]
        path.write_text(json.dumps(record), "utf-8")


def cloned(clerk: Clerk) -> None:
    """Leave what a colleague's clone has: no key, no output."""
    for name in (".secrets", "output", "site"):
        shutil.rmtree(clerk.root / name)


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that does not take half a second of the processor to try."""
    monkeypatch.setitem(key_file.SCRYPT, "n", 2**10)


@pytest.fixture
def place(clerk: Clerk, tmp_path: Path) -> Path:
    """The target to which the visit was published."""
    assert clerk.runs("publish", "case", "--to", str(tmp_path / "网站")).exit_code == 0
    return tmp_path / "网站"


@pytest.fixture
def passphrase(tmp_path: Path) -> str:
    (tmp_path / "passphrase.txt").write_text(f"{PASSPHRASE}\n", "utf-8")
    return str(tmp_path / "passphrase.txt")


def test_a_key_is_made_once_and_private_and_its_backup_is_requested(clerk: Clerk) -> None:
    first = clerk.runs("build")
    key = key_of(clerk).read_bytes()
    second = clerk.runs("build")

    assert "已为 case 生成钥匙 .secrets/case.key" in first.stderr
    assert "请现在备份" in first.stderr
    assert "钥匙" not in second.output
    assert key_of(clerk).read_bytes() == key
    assert stat.S_IMODE(key_of(clerk).stat().st_mode) == 0o600
    assert [path.name for path in key_of(clerk).parent.iterdir()] == ["case.key"]


@pytest.mark.parametrize("command", NEEDS_KEY[2:], ids=lambda command: command[0])
def test_only_build_and_publish_make_a_key(clerk: Clerk, command: tuple[str, ...]) -> None:
    result = clerk.runs(*command)

    assert result.exit_code == 2
    assert "case 还没有钥匙" in result.stderr
    assert not key_of(clerk).parent.exists()


def test_mkdocs_alone_makes_no_key_and_no_addresses(clerk: Clerk) -> None:
    config = load_config(str(clerk.root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)

    pages = "".join(p.read_text("utf-8") for p in Path(config.site_dir).rglob("*.html"))
    assert not key_of(clerk).parent.exists()
    assert "张三" in pages
    assert "#k=" not in pages


@pytest.mark.parametrize("form", ["with a fingerprint", "of November 2026"])
@pytest.mark.parametrize("command", NEEDS_KEY, ids=lambda command: command[0])
def test_a_missing_key_stops_everything_that_needs_it(
    clerk: Clerk, place: Path, command: tuple[str, ...], form: str
) -> None:
    """Once, publishing from a clone replaced 50 cards and exited 0."""
    if form == "of November 2026":
        without_fingerprints(clerk)
    cloned(clerk)
    before = clerk.cards(place)

    result = clerk.runs(*command)

    assert result.exit_code == 2
    assert "找不到 case 的钥匙（.secrets/case.key）" in result.output
    assert f"发布到 {place}" in result.output
    assert "handbook key import case" in result.output
    assert clerk.cards(place) == before
    assert not key_of(clerk).parent.exists()
    assert len(records(clerk)) == 1


@pytest.mark.parametrize("form", ["with a fingerprint", "of November 2026"])
@pytest.mark.parametrize("command", NEEDS_KEY, ids=lambda command: command[0])
def test_a_different_key_stops_everything_that_needs_it(
    clerk: Clerk, place: Path, command: tuple[str, ...], form: str
) -> None:
    if form == "of November 2026":
        without_fingerprints(clerk)
    cloned(clerk)
    key_of(clerk).parent.mkdir()
    key_of(clerk).write_text("A" * 43 + "=\n", "ascii")
    before = clerk.cards(place)

    result = clerk.runs(*command)

    assert result.exit_code == 2
    assert "不是 2026-05-18 08:00 发布到" in result.output
    assert clerk.cards(place) == before


def test_only_new_secret_goes_on_and_links_and_paper_follow(clerk: Clerk, place: Path) -> None:
    cloned(clerk)
    before = clerk.cards(place)

    built = clerk.runs("build", "--new-secret")
    links = clerk.runs("links", "case")
    published = clerk.runs("publish", "case")

    assert (built.exit_code, links.exit_code, published.exit_code) == (0, 0, 0), published.output
    assert "已为 case 生成钥匙" in built.stderr
    assert not before.keys() & clerk.cards(place).keys()
    assert records(clerk)[0]["key"] != records(clerk)[-1]["key"]


def test_the_first_publication_with_the_former_key_adds_its_fingerprint(
    clerk: Clerk, place: Path
) -> None:
    known = records(clerk)[0]["key"]
    without_fingerprints(clerk)

    result = clerk.runs("publish", "case")

    assert result.exit_code == 0, result.output
    assert [record.get("key", "") for record in records(clerk)] == ["", known]


def test_a_fingerprint_differs_between_keys_and_reveals_nothing_of_them(
    clerk: Clerk, place: Path
) -> None:
    key = key_of(clerk).read_text("ascii").strip()
    (record,) = (clerk.folder / "published").glob("*.json")

    assert len(str(records(clerk)[0]["key"])) == 16
    assert key not in record.read_text("utf-8")


def test_a_key_that_others_can_read_is_reported(clerk: Clerk, place: Path) -> None:
    key_of(clerk).chmod(0o644)

    for command in (("build",), ("publish", "case"), ("links", "case")):
        assert "钥匙文件的权限过宽（0644）" in clerk.runs(*command).stderr


def test_a_colleague_imports_the_key_and_publishes_the_same_cards(
    clerk: Clerk, place: Path, tmp_path: Path, passphrase: str
) -> None:
    sealed = tmp_path / "case.sealed-key"
    key = key_of(clerk).read_bytes()
    before = clerk.cards(place)

    given = ("--passphrase-file", passphrase)
    exported = clerk.runs("key", "export", "case", str(sealed), *given)
    cloned(clerk)
    imported = clerk.runs("key", "import", "case", str(sealed), *given)
    published = clerk.runs("publish", "case")

    assert (exported.exit_code, imported.exit_code, published.exit_code) == (0, 0, 0)
    assert key.strip() not in sealed.read_bytes()
    assert (
        stat.S_IMODE(sealed.stat().st_mode) == stat.S_IMODE(key_of(clerk).stat().st_mode) == 0o600
    )
    assert key_of(clerk).read_bytes() == key
    assert clerk.cards(place) == before
    assert "不变 6" in published.stdout


def test_a_different_key_is_overwritten_only_on_request(
    clerk: Clerk, place: Path, tmp_path: Path, passphrase: str
) -> None:
    sealed = str(tmp_path / "case.sealed-key")
    given = ("--passphrase-file", passphrase)
    clerk.runs("key", "export", "case", sealed, *given)
    key = key_of(clerk).read_text("ascii")
    key_of(clerk).write_text("A" * 43 + "=\n", "ascii")

    refused = clerk.runs("key", "import", "case", sealed, *given)
    present = key_of(clerk).read_text("ascii")
    chosen = clerk.runs("key", "import", "case", sealed, *given, "--replace")

    assert (refused.exit_code, present) == (1, "A" * 43 + "=\n")
    assert "--replace" in refused.stderr
    assert chosen.exit_code == 0
    assert key_of(clerk).read_text("ascii") == key


def test_a_key_that_is_not_the_published_one_is_not_imported(
    clerk: Clerk, place: Path, tmp_path: Path, passphrase: str
) -> None:
    sealed = str(tmp_path / "case.sealed-key")
    given = ("--passphrase-file", passphrase)
    clerk.runs("key", "export", "case", sealed, *given)
    (path,) = (clerk.folder / "published").glob("*.json")
    path.write_text(path.read_text("utf-8").replace(str(records(clerk)[0]["key"]), "0" * 16))
    cloned(clerk)

    result = clerk.runs("key", "import", "case", sealed, *given)

    assert result.exit_code == 1
    assert "这不是 case 上一次发布所用的钥匙" in result.stderr
    assert not key_of(clerk).exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是由 handbook key export 写出的文件"),
        (b"\x00" * 9000, "不是由 handbook key export 写出的文件"),
        (b'{"reception_key": 2}', "由较新的版本写出"),
        (b'{"reception_key": 1, "slug": "other", "salt": "", "nonce": "", "sealed": ""}', "other"),
        (
            b'{"reception_key": 1, "slug": "case", "salt": "AA==", "nonce": "?", "sealed": ""}',
            "不是",
        ),
    ],
    ids=["empty", "another file", "newer", "of another visit", "spoilt"],
)
def test_a_file_without_a_key_of_the_visit_is_refused(
    clerk: Clerk, tmp_path: Path, passphrase: str, content: bytes, words: str
) -> None:
    (tmp_path / "file").write_bytes(content)

    given = ("--passphrase-file", passphrase)
    result = clerk.runs("key", "import", "case", str(tmp_path / "file"), *given)

    assert result.exit_code == 2
    assert words in result.stderr
    assert not key_of(clerk).exists()


def test_a_wrong_or_short_passphrase_is_refused(
    clerk: Clerk, place: Path, tmp_path: Path, passphrase: str
) -> None:
    sealed, short, wrong = tmp_path / "k", tmp_path / "short", tmp_path / "wrong"
    short.write_text("十一个字的口令不够长", "utf-8")
    wrong.write_text(f"{PASSPHRASE}吗", "utf-8")

    too_short = clerk.runs("key", "export", "case", str(sealed), "--passphrase-file", str(short))
    absent = not sealed.exists()
    clerk.runs("key", "export", "case", str(sealed), "--passphrase-file", passphrase)
    cloned(clerk)
    refused = clerk.runs("key", "import", "case", str(sealed), "--passphrase-file", str(wrong))

    assert (too_short.exit_code, absent) == (2, True)
    assert refused.exit_code == 2
    assert "口令不对" in refused.stderr
    assert not key_of(clerk).exists()


def test_an_export_overwrites_no_other_file(
    clerk: Clerk, place: Path, tmp_path: Path, passphrase: str
) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"PK")

    given = ("--passphrase-file", passphrase)
    result = clerk.runs("key", "export", "case", str(tmp_path / "book.xlsx"), *given)

    assert result.exit_code == 2
    assert (tmp_path / "book.xlsx").read_bytes() == b"PK"


@pytest.mark.parametrize("content", ["{", '{"form": 9}'])
def test_no_key_is_made_where_the_only_record_cannot_be_read(
    clerk: Clerk, place: Path, content: str
) -> None:
    """A clone has no `.secrets/` and no `output/`; the record is truncated, or a newer one."""
    (record,) = (clerk.folder / "published").glob("*.json")
    record.write_text(content, "utf-8")
    shutil.rmtree(clerk.root / ".secrets")
    shutil.rmtree(clerk.root / "output")

    results = [clerk.runs("build", "case"), clerk.runs("publish", "case", "--to", str(place))]

    assert [result.exit_code for result in results] == [2, 2]
    assert not (clerk.root / ".secrets/case.key").exists()
