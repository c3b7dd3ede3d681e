"""The address of each paper that is a file: derived from the visit's secret and its readers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.agenda.index import Index, event_key
from generator.model.people import Person
from generator.model.visit import Visit
from generator.sealing.links import PaperAddress, paper_address


def paper_addresses(visit: Visit, secret: bytes) -> dict[str, PaperAddress]:
    """Return the address of each file that somebody may open, by its name.

    Its readers are the people on whose card it is: what is only for staff has an address that no
    guest's card and no guest's key leads to.
    """
    if not visit.paper_files:
        return {}
    readers: dict[str, dict[str, Person]] = {}
    for name, person in _readers(visit):
        readers.setdefault(name, {})[person.id] = person
    return {
        name: paper_address(secret, name, people.values())
        for name, people in sorted(readers.items())
        if name in visit.paper_files
    }


def _readers(visit: Visit) -> Iterator[tuple[str, Person]]:
    """Each file with each person on whose card it is."""
    index = Index(visit)
    for item in visit.schedule:
        key, papers = event_key(item), visit.papers_of(item)
        if not any(paper.file for paper in papers):
            continue
        for person in visit.people.values():
            if handout := index.of(person).handouts.get(key):
                for number in handout.papers:
                    if name := papers[number].file:
                        yield name, person
