"""Files of papers: sealed as cards are, each for its readers, whatever becomes of their cards."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from generator.build.microsite import MicrositeInputs, microsite_files
from generator.model.redaction import last_day
from generator.model.visit import Visit
from generator.sealing.links import key_of, path_of
from generator.sealing.paper_links import paper_addresses
from generator.sealing.seal import NONCE_BYTES
from tests.support.cards import first_card
from tests.support.sealed import opened, sealed_in

SECRET = bytes(range(32))
TODAY = date(2026, 5, 18)
FILES = {
    "会议手册.pdf": b"%PDF handbook " * 300,
    "内部汇报.docx": b"PK internal " * 300,
    "张伟讲稿.txt": b"speech of one guest",
}
PLAN: dict[str, Any] = {
    "team": {"staff": [{"name": "周敏"}, {"name": "王强"}]},
    "guests": ["张伟", "刘洋"],
    "schedule": [
        {"day": "2026-05-18", "time": "9:00-11:00", "title": "座谈会", "moderator": "周敏",
         "receiver": "王强", "papers": "会议手册.pdf"},
    ],
    "points": [
        {"item": "座谈会", "title": "介绍", "papers": "内部汇报.docx（工作人员）"},
        {"item": "座谈会", "title": "发言", "speaker": "张伟", "papers": "张伟讲稿.txt（张伟）"},
    ],
}  # fmt: skip
READERS = {
    "张伟": {"会议手册.pdf", "张伟讲稿.txt"},
    "刘洋": {"会议手册.pdf"},
    "周敏": {"会议手册.pdf", "内部汇报.docx"},
    "王强": {"会议手册.pdf", "内部汇报.docx"},
}


@pytest.fixture
def visit_with(tmp_path: Path, visit_of: Callable[..., Visit]) -> Callable[..., Visit]:
    """The visit with its files, and with other sections."""

    def visit(**sections: Any) -> Visit:
        folder = tmp_path / "visits" / "case" / "papers"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in FILES.items():
            (folder / name).write_bytes(content)
        return visit_of(**PLAN | sections)

    return visit


def tree(visit: Visit, today: date = TODAY) -> dict[str, str]:
    """The text of each file of the microsite by its path."""
    inputs = MicrositeInputs(SECRET, today, first_card)
    return {file.path: file.render().decode() for file in microsite_files(visit, inputs)}


def links(visit: Visit, name: str, pages: dict[str, str]) -> list[tuple[str, bytes]]:
    """The path and the key of each file to which a person's card leads."""
    (person,) = (person for person in visit.people.values() if person.name == name)
    path = path_of(SECRET, person.id, person.revision)
    card = opened(pages[path], key_of(SECRET, person.id, person.revision))
    return [
        (f"g/{token}.html", base64.urlsafe_b64decode(key + "="))
        for token, key in re.findall(r'href="([\w-]{22})\.html#k=([\w-]{43})"', html.unescape(card))
    ]


def contents(page: str, key: bytes) -> tuple[dict[str, Any], bytes]:
    """The description and the file in a page, as its script reads them."""
    sealed, bound_to = sealed_in(page)
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    padded = AESGCM(key).decrypt(nonce, ciphertext, bound_to.encode())
    begin = 8 + int.from_bytes(padded[4:8], "big")
    return json.loads(padded[8:begin]), padded[begin : 4 + int.from_bytes(padded[:4], "big")]


def test_each_reader_s_card_leads_to_the_reader_s_papers_alone(
    visit_with: Callable[..., Visit],
) -> None:
    visit = visit_with()
    pages = tree(visit)

    for name, expected in READERS.items():
        found = [contents(pages[path], key) for path, key in links(visit, name, pages)]
        assert {about["name"] for about, _ in found} == expected
        assert all(content == FILES[about["name"]] for about, content in found)


def test_a_paper_for_staff_opens_with_no_key_that_a_guest_has(
    visit_with: Callable[..., Visit],
) -> None:
    visit = visit_with()
    pages = tree(visit)
    of_staff = {path for path, _ in links(visit, "周敏", pages)}
    (internal,) = of_staff - {path for path, _ in links(visit, "张伟", pages)}
    guests_keys = [
        *(key for name in ("张伟", "刘洋") for _, key in links(visit, name, pages)),
        *(key_of(SECRET, guest.id, 0) for guest in visit.guests),
    ]

    for key in guests_keys:
        with pytest.raises(InvalidTag):
            contents(pages[internal], key)


def test_nothing_in_the_tree_discloses_a_paper(visit_with: Callable[..., Visit]) -> None:
    pages = tree(visit_with())

    assert len(pages) == 3 + 4 + len(FILES)  # index, worker, 404; cards; papers
    assert all(re.fullmatch(r"g/[\w-]{22}\.html", path) for path in pages if "/" in path)
    for name, content in FILES.items():
        words = (name, name.partition(".")[0], content.decode()[:12])
        encoded = base64.b64encode(content).decode()[:20]
        assert not [word for page in pages.values() for word in (*words, encoded) if word in page]


def test_a_card_without_papers_pays_nothing_for_those_of_others(
    tmp_path: Path, visit_with: Callable[..., Visit], visit_of: Callable[..., Visit]
) -> None:
    def card(visit: Visit) -> str:
        guest = visit.guests[1]
        return opened(tree(visit)[path_of(SECRET, guest.id, 0)], key_of(SECRET, guest.id, 0))

    item = {**PLAN["schedule"][0], "papers": "会议手册.pdf（周敏）"}
    with_papers = card(visit_with(schedule=[item]))
    shutil.rmtree(tmp_path / "visits" / "case" / "papers")
    points = [{**point, "papers": None} for point in PLAN["points"]]
    without = card(visit_of(**PLAN | {"schedule": [{**item, "papers": None}], "points": points}))

    assert with_papers == without


def test_an_unchanged_paper_keeps_its_bytes_and_another_content_its_address(
    visit_with: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(visit_with())
    assert tree(visit_with()) == before

    monkeypatch.setitem(FILES, "会议手册.pdf", b"%PDF corrected")
    after = tree(visit_with())

    assert after.keys() == before.keys()
    assert len([path for path in after if after[path] != before[path]]) == 1 + len(READERS)


def test_a_revoked_card_leaves_no_paper_that_it_opens(visit_with: Callable[..., Visit]) -> None:
    visit = visit_with()
    pages = tree(visit)
    lost = links(visit, "张伟", pages)

    revoked = [{"name": "张伟", "revision": 1}, "刘洋"]
    later = visit_with(guests=revoked)

    current = tree(later)
    assert {path for path, _ in lost} & current.keys() == set()
    assert {about["name"] for about, _ in (
        contents(current[path], key) for path, key in links(later, "张伟", current)
    )} == READERS["张伟"]  # fmt: skip
    # What he never had keeps its address.
    internal = "内部汇报.docx"
    assert paper_addresses(later, SECRET)[internal] == paper_addresses(visit, SECRET)[internal]


def test_who_leaves_the_readers_cannot_open_what_is_published_later(
    visit_with: Callable[..., Visit],
) -> None:
    visit = visit_with()
    points = [*PLAN["points"][:1], {**PLAN["points"][1], "papers": "张伟讲稿.txt（刘洋）"}]

    later = tree(visit_with(points=points))

    known = links(visit, "张伟", tree(visit))
    speech = [path for path, _ in known if path not in later]
    assert len(speech) == 1


def test_after_the_visit_a_paper_is_a_notice(visit_with: Callable[..., Visit]) -> None:
    visit = visit_with()
    paths = [address.path for address in paper_addresses(visit, SECRET).values()]

    pages = tree(visit, last_day(visit) + timedelta(days=1))

    assert len(paths) == len(FILES)
    assert all("本次接待已结束" in pages[path] for path in paths)


def test_a_visit_with_plain_cards_has_plain_papers_at_addresses_that_nobody_guesses(
    visit_with: Callable[..., Visit],
) -> None:
    visit = visit_with(privacy="link")
    pages = tree(visit)
    address = paper_addresses(visit, SECRET)["会议手册.pdf"]

    (encoded,) = re.findall(r'<pre id="sealed"[^>]*>([^<]+)</pre>', pages[address.path])
    assert FILES["会议手册.pdf"] in base64.b64decode(encoded)
    card = pages[path_of(SECRET, visit.guests[0].id, 0)]
    assert f'href="{address.token}.html"' in card
