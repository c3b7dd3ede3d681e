"""`handbook assign`: proposes rooms, tables, vehicles and seats, and accepts what is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import click

from generator.assign.parts import PartIndex, SeveralPeopleError
from generator.assign.proposal import Lack
from generator.assign.rows import Row, RowState
from generator.build.proposal import (
    KINDS,
    WORKBOOK,
    CurrentProposal,
    accept_rows,
    accepted_lines,
    last_proposed,
    propose,
    remembered,
    withdraw_lines,
)
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    load_buildable,
    local_now,
    relative_path,
)
from generator.cli.terminal import LANGUAGE, err, exit_not_saved, exit_unusable, message, out
from generator.load.assigned import FILE
from generator.model.assigned import Placement, PlacementKind
from generator.render.proposal.screen import (
    difference_lines,
    lack_lines,
    person_lines,
    written_lines,
)
from generator.render.proposal.words import ProposalWords


@main.command(help=message("help.assign"))
@click.argument("slug")
@click.argument("parts", nargs=-1)
@click.option("--rooms", is_flag=True, help=message("help.assign_rooms"))
@click.option("--tables", is_flag=True, help=message("help.assign_tables"))
@click.option("--rides", is_flag=True, help=message("help.assign_rides"))
@click.option("--seats", is_flag=True, help=message("help.assign_seats"))
@click.option("--accept", is_flag=True, help=message("help.assign_accept"))
@click.option("--withdraw", is_flag=True, help=message("help.assign_withdraw"))
@click.option("--explain", is_flag=True, help=message("help.assign_explain"))
def assign(
    slug: str,
    parts: tuple[str, ...],
    rooms: bool,
    tables: bool,
    rides: bool,
    seats: bool,
    accept: bool,
    withdraw: bool,
    explain: bool,
) -> None:
    """Propose places for people who have none; accept, withdraw or explain them."""
    if sum((accept, withdraw, explain)) > 1:
        raise click.UsageError(message("assign.one_thing"))
    if explain and not parts:
        raise click.UsageError(message("assign.explain_whom"))
    asked = zip(PlacementKind, (rooms, tables, rides, seats), strict=True)
    kinds = frozenset(kind for kind, is_asked in asked if is_asked) or KINDS
    with exclusive_build(current_settings()):
        command = _Assignment(slug, kinds, parts)
        try:
            if withdraw:
                command.withdraw()
            elif accept:
                command.accept()
            elif explain:
                command.explain()
            else:
                command.propose()
        except OSError as problem:
            exit_not_saved(problem)


class _Assignment:
    """The command for a visit, some kinds of places, and the named parts of them."""

    def __init__(self, slug: str, kinds: frozenset[PlacementKind], parts: tuple[str, ...]) -> None:
        self.project, self.loaded, self.visit = load_buildable(slug)
        self.kinds, self.parts = kinds, parts
        self.words = ProposalWords(LANGUAGE, self.visit)

    def propose(self) -> None:
        """Make a proposal, and print it."""
        current = self._new_proposal()
        rows, lacking, _ = self._selected(current)
        self._print(rows, lacking)
        slug = self.loaded.slug
        path = self.project.settings.output_folder / slug / WORKBOOK
        is_new = any(row.state is not RowState.ACCEPTED for row in rows)
        key = "written" if is_new else "all_accepted" if rows else "nothing_open"
        if rows or not lacking:  # who has no place is printed above
            out.print("\n" + message(f"assign.{key}", file=relative_path(path)), style="green")
        if is_new:
            out.print(message("assign.next", slug=slug))
        self._finish(lacking)

    def accept(self) -> None:
        """Accept the last proposal, or a new one where there is none.

        Where the visit changed since the last one, and a new one differs, that is printed first,
        and nothing is accepted: nobody has seen it.
        """
        current = self._remembered()
        if current is None:
            seen = {line for line in last_proposed(self.project, self.loaded)
                    if line.kind in self.kinds}  # fmt: skip
            current = self._new_proposal()
            if seen and seen != {place.placement for place in current.proposal.places}:
                rows, lacking, _ = self._selected(current)
                self._print(rows, lacking)
                out.print("\n" + message("assign.changed"), style="bold yellow")
                raise SystemExit(1)
        rows, lacking, _ = self._selected(current)
        wanted = current.wanted(rows)
        new = [row for row in wanted if row.state is not RowState.ACCEPTED]
        if new:
            accept_rows(self.project, self.loaded, self.visit, current, wanted)
        self._print_accepted(new, len(rows) - len(wanted))
        for line in lack_lines(lacking, self.words):
            out.print(line)
        self._finish(lacking)

    def withdraw(self) -> None:
        """Remove accepted places, so that they are open again."""
        lines = [line for line in accepted_lines(self.loaded) if line.kind in self.kinds]
        gone = self._named(lines)
        file = f"{self.loaded.slug}/{FILE}"
        if not gone:
            exit_unusable("assign.nothing_accepted", file=file)
        withdraw_lines(self.project, self.loaded, self.visit, gone)
        out.print(message("assign.withdrawn", n=len(gone), file=file), style="green")
        out.print(message("assign.after_withdrawal", slug=self.loaded.slug))

    def explain(self) -> None:
        """Print the places of people with their reasons, and those that the office wrote."""
        current = self._remembered()
        current = current or self._new_proposal()
        written = self.loaded.written or self.visit
        own = dict(written_lines(written, self.kinds, self.words))
        rows, lacking, named = self._selected(current, own)
        texts = (
            *person_lines(sorted(rows, key=lambda row: row.placement.person), self.words),
            *(text for line, text in own.items() if line in named),
            *lack_lines(lacking, self.words),
        )
        for text in texts:
            out.print(text)

    def _new_proposal(self) -> CurrentProposal:
        with err.status(message("assign.working")):
            return propose(self.project, self.loaded, self.visit, self.kinds, local_now(self.visit))

    def _remembered(self) -> CurrentProposal | None:
        return remembered(self.project, self.loaded, self.visit, self.kinds, local_now(self.visit))

    def _selected(
        self, current: CurrentProposal, others: Iterable[Placement] = ()
    ) -> tuple[list[Row], list[Lack], frozenset[Placement]]:
        """The rows, lacks and lines of the named parts; all where none is named.

        Exits where a name means none of them and none of `others`.
        """
        rows, lacking = current.rows, current.proposal.lacking
        of_lacks = {lack: _lines_of(lack) for lack in lacking}
        lines = [
            *(line for row in rows for line in (row.placement, row.former) if line),
            *(line for lines in of_lacks.values() for line in lines),
            *others,
        ]
        named = self._named(lines)
        return (
            [row for row in rows if row.placement in named or row.former in named],
            [lack for lack, lines in of_lacks.items() if not named.isdisjoint(lines)],
            named,
        )

    def _named(self, lines: Sequence[Placement]) -> frozenset[Placement]:
        """The lines of the named parts; all where none is named."""
        if not self.parts:
            return frozenset(lines)
        index = PartIndex(self.visit, lines)
        named: set[Placement] = set()
        for part in self.parts:
            try:
                meant = index.named(part)
            except SeveralPeopleError as problem:
                exit_unusable("several_people", found=part, known="、".join(problem.candidates))
            if not meant:
                nearest = index.nearest(part)
                hint = message("usage.hint", nearest=nearest) if nearest else ""
                exit_unusable("assign.no_part", found=part, hint=hint)
            named |= meant
        return frozenset(named)

    def _print(self, rows: Sequence[Row], lacking: Sequence[Lack]) -> None:
        for line in difference_lines(rows, lacking, self.kinds, self.words):
            out.print(line)

    def _print_accepted(self, rows: Sequence[Row], declined: int) -> None:
        slug = self.loaded.slug
        if rows:
            values = {"n": len(rows), "file": f"{slug}/{FILE}"}
            out.print(message("assign.accepted", **values), style="green")
        else:
            out.print(message("assign.nothing_new"), style="green")
        if declined:
            out.print(message("assign.declined", n=declined), style="yellow")
        if rows:
            out.print(message("assign.after", slug=slug))

    def _finish(self, lacking: Collection[Lack]) -> None:
        """Exit with 1 where somebody has no place."""
        raise SystemExit(1 if lacking else 0)


def _lines_of(lack: Lack) -> frozenset[Placement]:
    """A line without a place for each of the people of a lack, by which it can be named."""
    return frozenset(
        Placement(lack.kind, lack.event, "", person.id, person.name) for person in lack.people
    )
