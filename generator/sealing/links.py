"""The address of each card: unguessable, derived from the visit's secret, the person and the
card's revision.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from generator.csv_writer import csv_text
from generator.model.enums import Privacy
from generator.model.people import Guest, Person
from generator.model.record import PersonId
from generator.model.visit import Visit

TOKEN_BYTES = 16
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Link:
    """A person's card: `path` within the microsite, and its whole address."""

    person: PersonId
    name: str
    party: str | None
    path: str
    url: str


def links_of(visit: Visit, secret: bytes, base_url: str) -> tuple[Link, ...]:
    """The link of every person of a visit, guests first. `base_url` is the microsite's address."""
    sealed = visit.privacy is Privacy.SEALED
    return tuple(_link(person, secret, base_url, sealed=sealed) for person in visit.people.values())


def token_of(secret: bytes, person: PersonId, revision: int) -> str:
    """A card's token: 22 characters safe in URLs and file names, different for each revision."""
    derived = derive(secret, f"token|{revision}|{person}", TOKEN_BYTES)
    return _text(derived)


def links_csv(links: Iterable[Link]) -> str:
    """The links as CSV."""
    rows = ((link.person, link.name, link.party or "", link.url) for link in links)
    return csv_text(("id", "name", "party", "url"), rows)


def path_of(secret: bytes, person: PersonId, revision: int) -> str:
    """Where a card lies within the microsite."""
    return _path(token_of(secret, person, revision))


def dummy_token(secret: bytes, number: int) -> str:
    """The token of a page that is nobody's card, not to be told from a card's."""
    return _text(derive(secret, f"decoy|{number}", TOKEN_BYTES))


def dummy_path(secret: bytes, number: int) -> str:
    """Where a page that is nobody's card lies within the microsite."""
    return _path(dummy_token(secret, number))


def key_of(secret: bytes, person: PersonId, revision: int) -> bytes:
    """A sealed card's key, 32 bytes: another for each person and revision."""
    return derive(secret, f"key|{revision}|{person}", KEY_BYTES)


def fingerprint_of(secret: bytes) -> str:
    """16 characters by which keys are told apart; nothing of the key can be worked out from it."""
    return derive(secret, "fingerprint", 8).hex()


def _link(person: Person, secret: bytes, base_url: str, *, sealed: bool) -> Link:
    path = path_of(secret, person.id, person.revision)
    key = f"#k={_text(key_of(secret, person.id, person.revision))}" if sealed else ""
    party = person.party.name if isinstance(person, Guest) and person.party else None
    return Link(person.id, person.name, party, path, f"{base_url}/{path}{key}")


def _path(token: str) -> str:
    return f"g/{token}.html"


def _text(data: bytes) -> str:
    """Bytes as they stand in an address."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def derive(secret: bytes, info: str, length: int) -> bytes:
    derivation = HKDF(SHA256(), length=length, salt=None, info=info.encode("utf-8"))
    return derivation.derive(secret)
