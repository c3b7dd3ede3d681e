"""The address of each card: derived from the visit's secret, the person and the card's revision."""

from __future__ import annotations

import base64
import hashlib
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
    """The address of a person's card; `path` is its path within the microsite."""

    person: PersonId
    name: str
    party: str | None
    path: str
    url: str


def links_of(visit: Visit, secret: bytes, base_url: str) -> tuple[Link, ...]:
    """Return the link of every person, guests first. `base_url` is the microsite's address."""
    sealed = visit.privacy is Privacy.SEALED
    return tuple(_link(person, secret, base_url, sealed=sealed) for person in visit.people.values())


def token_of(secret: bytes, person: PersonId, revision: int) -> str:
    """Return a card's token: 22 characters for URLs and file names, different for each revision."""
    return _text(derive(secret, f"token|{revision}|{person}", TOKEN_BYTES))


def links_csv(links: Iterable[Link]) -> str:
    """Return the links as CSV."""
    rows = ((link.person, link.name, link.party or "", link.url) for link in links)
    return csv_text(("id", "name", "party", "url"), rows)


def path_of_token(token: str) -> str:
    """Return the path of the page with a token within the microsite."""
    return f"g/{token}.html"


def path_of(secret: bytes, person: PersonId, revision: int) -> str:
    """Return the path of a card within the microsite."""
    return path_of_token(token_of(secret, person, revision))


def decoy_token(secret: bytes, number: int) -> str:
    """Return the token of a decoy, which cannot be distinguished from a card's."""
    return _text(derive(secret, f"decoy|{number}", TOKEN_BYTES))


def decoy_path(secret: bytes, number: int) -> str:
    """Return the path of a decoy within the microsite."""
    return path_of_token(decoy_token(secret, number))


def key_of(secret: bytes, person: PersonId, revision: int) -> bytes:
    """Return the key of an encrypted card, 32 bytes: different for each person and revision."""
    return derive(secret, f"key|{revision}|{person}", KEY_BYTES)


@dataclass(frozen=True, slots=True)
class PaperAddress:
    """The address and the key of a file for its readers."""

    token: str
    key: bytes

    @property
    def path(self) -> str:
        """Its path within the microsite, which cannot be distinguished from a card's."""
        return path_of_token(self.token)

    def href(self, *, sealed: bool) -> str:
        """Its address on the page of a card."""
        return f"{self.token}.html#k={_text(self.key)}" if sealed else f"{self.token}.html"


def paper_address(secret: bytes, name: str, readers: Iterable[Person]) -> PaperAddress:
    """Return the address of the file `name` for just these readers.

    It differs as soon as somebody joins or leaves them, or has a card revoked: who had a former
    card cannot open what was published since.
    """
    people = "\n".join(sorted(f"{person.revision}|{person.id}" for person in readers))
    audience = hashlib.sha256(people.encode("utf-8")).hexdigest()
    return PaperAddress(
        _text(derive(secret, f"paper token|{audience}|{name}", TOKEN_BYTES)),
        derive(secret, f"paper key|{audience}|{name}", KEY_BYTES),
    )


def fingerprint_of(secret: bytes) -> str:
    """Return 16 characters that identify a key, and from which it cannot be computed."""
    return derive(secret, "fingerprint", 8).hex()


def _link(person: Person, secret: bytes, base_url: str, *, sealed: bool) -> Link:
    path = path_of(secret, person.id, person.revision)
    key = f"#k={_text(key_of(secret, person.id, person.revision))}" if sealed else ""
    party = person.party.name if isinstance(person, Guest) and person.party else None
    return Link(person.id, person.name, party, path, f"{base_url}/{path}{key}")


def _text(data: bytes) -> str:
    """Bytes in the characters of an address."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def derive(secret: bytes, info: str, length: int) -> bytes:
    """Derive a key of `length` bytes from a secret for the purpose `info` (HKDF, RFC 5869)."""
    derivation = HKDF(SHA256(), length=length, salt=None, info=info.encode("utf-8"))
    return derivation.derive(secret)
