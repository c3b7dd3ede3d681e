"""Fills the handbook's pages without MkDocs, as long as its navigation and headings are the same.

What MkDocs makes of a handbook depends on the standing pages, mkdocs.yml and the theme, and of the
visits on the titles of their pages and on where there are headings. Its files are kept as shells,
with marks where the data of visits belongs. When only data changes, the shells are filled again and
MkDocs, which takes longer than everything else, does not run.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.build.manifest import (
    PlannedFile,
    digest,
    digest_of_bytes,
    digest_of_folder,
    program_digest,
)
from generator.build.swap import recover, replace_folder, staging_path
from generator.clock import today
from generator.files import make_office_folder
from generator.handbook_pages import HandbookPages, SupersededError
from generator.last_build import installed_packages
from generator.project import Project
from generator.render.handbook.home import FIRST_STEPS, MARK, visits_html
from generator.render.handbook.navigation import FILE as ADDED_PAGES
from generator.render.handbook.search_index import FILE as INDEX
from generator.render.handbook.search_index import filled_index, places_on
from generator.render.handbook.shells import filled_shell, shell_skeleton
from generator.settings import Settings, mkdocs_config

FOLDER = ".shells"
RECORD = "shells.json"
"""What the shells were made from, and the size of each file."""
HOME = "index.html"

_PLUGINS = {"material/search", "search", "reception"}
_EXTENSIONS = {
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
    "footnotes", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc",
}  # fmt: skip
"""Extensions of Python-Markdown. Those of PyMdown are allowed too, but for two that read files."""
_READS_FILES = {"pymdownx.b64", "pymdownx.snippets"}
_FROM_ELSEWHERE = re.compile(r"^INHERIT:|!ENV\b|!!python/[\w/]+:(?!material\.|pymdownx\.)", re.M)


def can_keep_shells(settings: Settings) -> bool:
    """Whether MkDocs runs no plugin, hook, template or extension of the office's own.

    Such a one may read the data of visits, or files that are not in docs/.
    """
    config = mkdocs_config(settings.root)
    if not isinstance(config, dict):
        return False
    theme = config.get("theme")
    look = theme if isinstance(theme, dict) else {"name": theme}
    plugins = set(_names(config.get("plugins")))
    return (
        look.get("name") == "material"
        and "custom_dir" not in look
        and "hooks" not in config
        and config.get("docs_dir", "docs") == "docs"
        and "reception" in plugins
        and plugins <= _PLUGINS
        and all(map(_reads_no_files, _names(config.get("markdown_extensions"))))
        and not _FROM_ELSEWHERE.search((settings.root / "mkdocs.yml").read_text("utf-8-sig"))
    )


def shell_inputs(settings: Settings, pages: HandbookPages) -> str:
    """Return a digest of everything that the shells depend on."""
    added = settings.root / ADDED_PAGES
    navigation = [
        [(page.path, page.title, page.full_title, page.boost, shell_skeleton(page)) for page in of]
        for of in (*pages.by_visit, (pages.overview, pages.checks))
    ]
    return digest(
        program_digest(),
        installed_packages(),
        digest_of_bytes((settings.root / "mkdocs.yml").read_bytes()),
        digest_of_bytes(added.read_bytes()) if added.is_file() else "",
        digest_of_folder(settings.docs_folder),
        today(os.environ),  # in the sitemap
        navigation,
    )


def are_kept(settings: Settings, inputs: str) -> bool:
    """Whether the kept shells were made from these inputs, and are complete."""
    folder = _folder(settings)
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(record == {"inputs": inputs, "sizes": _sizes(folder)})


def make_shells(
    project: Project, pages: HandbookPages, inputs: str, superseded: Callable[[], bool]
) -> None:
    """Let MkDocs make the shells, and keep them. Raises OSError, HandbookError, SupersededError."""
    from generator.plugin import Prepared, build_site  # MkDocs takes a third of a second to import

    folder = _folder(project.settings)
    make_office_folder(folder.parent)
    recover(folder)
    fresh = staging_path(folder)
    build_site(Prepared(project, pages, superseded, writes_shells=True), fresh)
    record = {"inputs": inputs, "sizes": _sizes(fresh)}
    (fresh / RECORD).write_text(json.dumps(record), "utf-8")
    _make_private(fresh)
    replace_folder(fresh, folder)


def filled_files(
    settings: Settings, pages: HandbookPages, inputs: str, superseded: Callable[[], bool]
) -> Iterator[PlannedFile]:
    """Yield the files of the handbook: the shells, filled, and the files beside the pages.

    Raises OSError, and SupersededError soon after `superseded` returns True.
    """
    folder = _folder(settings)
    by_path = {f"{page.address}index.html": page for page in pages.pages}
    places = {}
    for name in sorted(_sizes(folder).keys() - {HOME, INDEX}):
        if superseded():
            raise SupersededError
        if page := by_path.get(name):
            html, searched = filled_shell((folder / name).read_text("utf-8"), page)
            if page.boost:
                places[page.address] = places_on(page, searched)
            yield _text_file(name, html)
        else:
            yield PlannedFile(name, inputs, (folder / name).read_bytes)
    has_first_steps = (folder / FIRST_STEPS.removesuffix(".md") / "index.html").is_file()
    visits = visits_html(pages.visits, has_first_steps=has_first_steps)
    yield _text_file(HOME, (folder / HOME).read_text("utf-8").replace(MARK, visits, 1))
    if (folder / INDEX).is_file():
        index = (folder / INDEX).read_text("utf-8")
        yield _text_file(INDEX, filled_index(index, places, pages.pages, pages.visits))
    for file in pages.files:
        yield PlannedFile(file.path, digest(program_digest(), file.inputs), file.content)


def _folder(settings: Settings) -> Path:
    return settings.output_folder / FOLDER


def _make_private(folder: Path) -> None:
    """Let only the owner read the files, as all of output/, where the file system has owners."""
    with suppress(OSError):
        folder.chmod(0o700)
        for path in folder.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)


def _sizes(folder: Path) -> dict[str, int]:
    """Return the size of each shell (bytes)."""
    files = (path for path in folder.rglob("*") if path.is_file())
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    return {name: size for name, size in sizes.items() if name != RECORD}


def _text_file(path: str, text: str) -> PlannedFile:
    content = text.encode("utf-8", "xmlcharrefreplace")  # as MkDocs does
    return PlannedFile(path, digest_of_bytes(content), lambda: content)


def _names(listed: Any) -> list[str]:
    """Return the names in a list of plugins or extensions, which may be a mapping too."""
    entries = listed if isinstance(listed, list) else [listed or {}]
    return [
        str(name) for entry in entries for name in (entry if isinstance(entry, dict) else [entry])
    ]


def _reads_no_files(extension: str) -> bool:
    """Whether a Markdown extension is one whose result depends on the page alone."""
    if extension.startswith("pymdownx."):
        return extension not in _READS_FILES
    return extension.removeprefix("markdown.extensions.") in _EXTENSIONS
