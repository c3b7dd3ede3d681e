"""Keeps what the office accepted, where it still fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.assign.problem import PairTerm, Place, PlaceTerm, Problem, SharingTerm, Subject


def with_accepted(problem: Problem, accepted: Mapping[str, str]) -> Problem:
    """The problem in which subjects are fixed in the place that was accepted for them.

    `accepted` are keys of places by keys of subjects. A subject stays open if its place is gone or
    full, or if a hard term forbids it there, because of the place or of those who come first. First
    come people with a place that somebody wrote, then those who have been informed.
    """
    places = {place.key: place for place in problem.places}
    members: dict[str, list[Subject]] = {}
    for subject in problem.subjects:
        if subject.fixed:
            members.setdefault(subject.fixed, []).append(subject)
    fixed: dict[str, Subject] = {}
    for subject in sorted(problem.subjects, key=lambda s: (not s.informed, s.key)):
        place = places.get(accepted.get(subject.key, ""))
        if place is None or subject.fixed:
            continue
        others = members.setdefault(place.key, [])
        if _fits(problem, subject, place, others):
            fixed[subject.key] = replace(subject, fixed=place.key)
            others.append(subject)
    return replace(problem, subjects=tuple(fixed.get(s.key, s) for s in problem.subjects))


def _fits(problem: Problem, subject: Subject, place: Place, members: list[Subject]) -> bool:
    """Whether somebody has room in a place beside its members, and breaks no hard term there."""
    for slot in subject.slots:
        used = sum(member.size for member in members if slot in member.slots)
        if used + place.taken.get(slot, 0) + subject.size > place.capacity:
            return False
    mates = [member for member in members if member.slots & subject.slots]
    for term in problem.terms:
        match term:
            case PlaceTerm(hard=True) if term.cost(subject, place):
                return False
            case PairTerm(hard=True) if any(term.cost(subject, mate) for mate in mates):
                return False
            case SharingTerm(hard=True) if term.cost(place, (subject, *mates)):
                return False
    return True
