"""Retires a visit that is over: archives it, removes it everywhere, and its key at last."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import yaml

from generator.build.microsite import decoy_count
from generator.changes.notifications import FILE as NOTIFICATIONS_FILE
from generator.changes.publications import latest_by_target, normal_target, publications
from generator.files import write_file
from generator.findings import Finding
from generator.load.assigned import FILE as ASSIGNED_FILE
from generator.load.attended import FILE as ATTENDED_FILE
from generator.load.done_tasks import FILE as DONE_FILE
from generator.load.issued_cards import PUBLISHED_FOLDER
from generator.load.replies import REPLIES_FOLDER
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.project import RETIRED, LoadedVisit
from generator.publish.delivery import PublishError, is_store, read_target, remove_delivery
from generator.sealing.links import decoy_path, path_of
from generator.sealing.seal import find_field_seal
from generator.sealing.secret import (
    SecretError,
    exported_path,
    key_path,
    require_secret,
    variable_of,
)
from generator.settings import Settings

PROGRESS = "retiring.yml"
"""Beside the records of publications: how far the retirement got."""


@dataclass(frozen=True)
class Retired:
    """The result of retiring a visit.

    `removed` is the number of pages removed at each target, `problems` why others stay there.
    `requested` is the number of former addresses that were tried, `answering` how many still
    answer, `unknown` how many may; `why_not_requested` is the key of the message that explains why
    none was tried. `archived` and `left` are files in the visit's folder; `commits` is the number
    of git commits with files of it, `variable` the environment variable that still has its key.
    """

    removed: Mapping[str, int]
    problems: Mapping[str, Finding]
    requested: int = 0
    answering: int = 0
    unknown: int = 0
    why_not_requested: str = ""
    archived: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    commits: int = 0
    variable: str | None = None

    @property
    def finished(self) -> bool:
        """Whether everything is removed; otherwise the same command continues."""
        return not self.problems and not self.answering


@dataclass(frozen=True)
class Progress:
    """How far a retirement got, so that the same command continues it.

    `cleared` is the number of files removed at each empty target, `begun` the targets that are
    being emptied, `requested` the number of former addresses that were tried.
    """

    cleared: Mapping[str, int] = field(default_factory=dict)
    begun: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    requested: int = 0


def targets_of(loaded: LoadedVisit) -> tuple[str, ...]:
    """Return every target that a visit was ever published to."""
    latest = latest_by_target(publications(loaded.folder))
    return tuple(publication.target for publication in latest)


def retire_visit(
    loaded: LoadedVisit,
    settings: Settings,
    targets: Collection[str],
    environment: Mapping[str, str],
    on: date,
    skipped: Collection[str] = (),
) -> Retired:
    """Archive a visit, remove it at each of `targets`, then its output, its key and its records.

    Former addresses are requested, unless their host is in `skipped`. Key and records stay until
    every target is confirmed empty and no address answers; the same command then continues. The
    office's own files stay. Raises OSError.
    """
    # Lists and statement take time to import, and a publication reads this module too.
    from generator.publish.archive import write_archive

    visit = loaded.visit
    assert visit is not None, "only a visit that was loaded can be retired"
    seal = find_field_seal(loaded.slug, settings, environment)
    archived = _progress(loaded).archived or write_archive(loaded, visit, seal)
    _save_progress(loaded, replace(_progress(loaded), archived=archived))
    problems: dict[str, Finding] = {}
    for target in targets:
        try:
            _clear(loaded, target)
        except PublishError as problem:
            problems[target] = problem.finding
    progress = _progress(loaded)
    retired = Retired(progress.cleared, problems, requested=progress.requested, archived=archived)
    if targets and not problems and not progress.requested:
        retired = _request_addresses(retired, loaded, visit, settings, environment, skipped)
    if not retired.finished:
        return retired
    _remove_local_files(loaded, settings, on)
    variable = variable_of(loaded.slug)
    files = (p.name for p in sorted(loaded.folder.iterdir()) if p.is_file() and p.name != RETIRED)
    return replace(
        retired,
        left=tuple(files),
        commits=_commits(loaded),
        variable=variable if variable in environment else None,
    )


def reopen(loaded: LoadedVisit, target: str) -> None:
    """Forget that a target was cleared, and what was archived: it is published to again."""
    progress = _progress(loaded)
    if progress == Progress():
        return
    place = normal_target(target)
    cleared = {other: n for other, n in progress.cleared.items() if normal_target(other) != place}
    _save_progress(loaded, Progress(cleared, progress.begun))


def former_paths(visit: Visit, secret: bytes, people: Mapping[PersonId, int]) -> frozenset[str]:
    """Return every path that a visit's microsite ever had.

    `people` gives the last revision of each person's card.
    """
    cards = {
        path_of(secret, person, revision)
        for person, last in people.items()
        for revision in range(last + 1)
    }
    decoys = {decoy_path(secret, number) for number in range(decoy_count(visit))}
    return frozenset({"index.html", "sw.js", *cards, *decoys})


def _clear(loaded: LoadedVisit, target: str) -> None:
    """Remove the visit at one target, unless that is done. Raises PublishError."""
    progress = _progress(loaded)
    if target in progress.cleared:
        return
    was_begun = target in progress.begun
    if read_target(loaded.slug, target).files:
        progress = replace(progress, begun=(*progress.begun, target))
        _save_progress(loaded, progress)
    begun = tuple(other for other in progress.begun if other != target)
    try:
        removed = remove_delivery(loaded.slug, target)
        recorded = target in targets_of(loaded)
        if not removed and not was_begun and recorded and not is_store(target):
            # A share that is not mounted is an empty folder: that proves nothing.
            raise PublishError("nothing_there", target, slug=loaded.slug)
    except PublishError:
        _save_progress(loaded, replace(progress, begun=begun))
        raise
    cleared = {**progress.cleared, target: len(removed)}
    _save_progress(loaded, replace(progress, begun=begun, cleared=cleared))


def _request_addresses(
    retired: Retired,
    loaded: LoadedVisit,
    visit: Visit,
    settings: Settings,
    environment: Mapping[str, str],
    skipped: Collection[str],
) -> Retired:
    """Request each address that the visit's cards ever had, by its key and their revisions."""
    # Requests take time to import, and most commands make none.
    from generator.publish.verification import find_former_pages

    host = (settings.guest_url or "").rstrip("/")
    if not host:
        return replace(retired, why_not_requested="no_guest_url")
    if host in {address.rstrip("/") for address in skipped}:
        return retired
    try:
        secret = require_secret(loaded, settings, environment)
    except SecretError:
        return replace(retired, why_not_requested="no_key")
    paths = former_paths(visit, secret, _last_revisions(loaded, visit))
    pages = find_former_pages(f"{host}/{loaded.slug}", paths)
    if not pages.answering:
        _save_progress(loaded, replace(_progress(loaded), requested=len(paths)))
    return replace(
        retired,
        requested=len(paths),
        answering=len(pages.answering),
        unknown=len(pages.unknown),
    )


def _last_revisions(loaded: LoadedVisit, visit: Visit) -> dict[PersonId, int]:
    """Everybody who ever had a card, and how often it was revoked."""
    people: dict[PersonId, int] = {}
    for publication in publications(loaded.folder):
        for person in publication.stored.cards:
            people[person] = max(people.get(person, 0), publication.revisions.get(person, 0))
    for known in visit.people.values():
        people[known.id] = max(people.get(known.id, 0), known.revision)
    return people


def _remove_local_files(loaded: LoadedVisit, settings: Settings, on: date) -> None:
    """Remove the built tree, the key, and the records last. Raises OSError.

    So an interrupted retirement can always be continued.
    """
    for folder in (settings.microsite_folder(loaded.slug), settings.output_folder / loaded.slug):
        if folder.exists():
            shutil.rmtree(folder)
    for name in (NOTIFICATIONS_FILE, DONE_FILE, ATTENDED_FILE, ASSIGNED_FILE):
        (loaded.folder / name).unlink(missing_ok=True)
    key_path(loaded.slug, settings).unlink(missing_ok=True)
    exported_path(loaded.slug, settings).unlink(missing_ok=True)
    records = loaded.folder / PUBLISHED_FOLDER
    # The newest first: each record that is left can be read without those after it.
    for path in sorted(records.iterdir(), reverse=True):
        if path.name != PROGRESS:
            path.unlink()
    (records / PROGRESS).unlink()
    records.rmdir()
    if (replies := loaded.folder / REPLIES_FOLDER).exists():
        shutil.rmtree(replies)  # nearly last: without its guests, a visit may have errors
    note = f"# 已结束并撤下，不再生成。删去本文件即可重新生成（须重新发卡）。\non: {on}\n"
    write_file(loaded.folder / RETIRED, note.encode("utf-8"), synced=True)


def _progress(loaded: LoadedVisit) -> Progress:
    try:
        fields = yaml.safe_load((loaded.folder / PUBLISHED_FOLDER / PROGRESS).read_text("utf-8"))
        return Progress(
            {str(target): int(n) for target, n in fields["cleared"].items()},
            tuple(map(str, fields["begun"])),
            tuple(map(str, fields["archived"])),
            int(fields["asked"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError):
        return Progress()


def _save_progress(loaded: LoadedVisit, progress: Progress) -> None:
    fields = {
        "cleared": dict(progress.cleared),
        "begun": list(progress.begun),
        "archived": list(progress.archived),
        "asked": progress.requested,
    }
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    write_file(loaded.folder / PUBLISHED_FOLDER / PROGRESS, text.encode("utf-8"), synced=True)


def _commits(loaded: LoadedVisit) -> int:
    """The number of git commits with files of the visit's folder; 0 without git."""
    command = ("git", "-C", str(loaded.folder), "log", "--all", "--oneline", "--", ".")
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return 0
    return len(result.stdout.splitlines()) if result.returncode == 0 else 0
