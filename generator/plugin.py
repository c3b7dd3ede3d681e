"""The MkDocs plugin: options and hooks. The content of pages is rendered in render/handbook."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape, unescape
from importlib.resources import files as resources
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.agenda.board import board_of
from generator.clock import now
from generator.findings import Finding
from generator.load.pages import is_active_drawing, leads_out, page_text
from generator.model.redaction import (
    guests_details,
    is_over,
    redact,
    without_guests_details,
)
from generator.model.visit import Visit
from generator.project import (
    LoadedVisit,
    Project,
    findings_by_visit,
    load_project,
    visit_folders,
)
from generator.render.board import board_page
from generator.render.changes.log import change_log
from generator.render.changes.report import ChangeLog, LogEntry
from generator.render.handbook.blocks import Page as HandbookPage
from generator.render.handbook.checks import checks_page
from generator.render.handbook.home import FIRST_STEPS, with_visits
from generator.render.handbook.navigation import added_pages, with_added_pages
from generator.render.handbook.safety import cleaned, inline_scripts, policy
from generator.render.handbook.search_index import with_entries
from generator.render.handbook.standing import fill_placeholders
from generator.render.handbook.visit.links import BOARD
from generator.render.handbook.visit.pages import pages_of, unread_page
from generator.render.handbook.visits import Read, visits_page
from generator.render.handbook.words import LANGUAGE, phrase
from generator.render.svg.qr import named_code
from generator.render.words.days import timestamp
from generator.render.words.phrases import language_of
from generator.sealing.addresses import visit_links
from generator.sealing.seal import find_field_seal
from generator.sealing.secret import NoSecretYetError, SecretError
from generator.settings import Settings

FOREIGN_ADDRESS = re.compile(
    r"https://(?:unpkg\.com|api\.github\.com|github\.com/isaacs|bit\.ly|\$\{e\}/api)[^\"'`\s)]*"
)
"""Addresses in the theme's script for diagrams, polyfills and repository counts, all unused."""

log = logging.getLogger("mkdocs.plugins.reception")

PUBLISHED_KINDS = {".md", ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".woff2"}
"""The kinds of files under docs/ that are published: MkDocs would copy all."""

SECTION_MARK = re.compile("(?:<h2([^>]*>.*?</h2>)\\s*)?<!-- section:([0-9]+) -->")
"""Where the blocks of a page's section will be inserted, with the heading above."""

_HEAD = re.compile(r"<head[^>]*>(?:\s*<meta charset=[^>]*>)?")
"""Where the policy is inserted: it does not apply to what precedes it, and browsers want the
encoding first."""
_SEARCH_TAG = re.compile(r'<script src="[^"]*assets/search\.js"></script>')
ASSETS = resources("generator.render.handbook").joinpath("assets")
ROBOTS = '<meta name="robots" content="noindex, nofollow, noarchive">'
STYLE = "assets/reception.css"
SEARCH = "assets/search.js"
TODAY = "assets/today.js"
LISTS = "assets/lists.js"
COPY = "assets/copy.js"
_ADDED = {
    STYLE: "handbook.css",
    SEARCH: "search.js",
    TODAY: "today.js",
    LISTS: "lists.js",
    COPY: "copy.js",
}
"""Our style and scripts, by their addresses in the handbook."""


_SCRIPT_OF_LISTS = re.compile(
    rf'(<script src="[^"]*/bundle\.[^>]*></script>)(.*?)(<script src="[^"]*{LISTS}"></script>)',
    re.S,
)
"""The theme's script and ours for lists, which must not wait for it: it takes long on a phone."""
_SEARCH_DIALOG = 'data-md-component="search" role="dialog"'


class ReceptionConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    visits = Type(str, default="visits")
    guest_url = Optional(Type(str))
    appearance = Type(dict, default={})


class ReceptionPlugin(BasePlugin[ReceptionConfig]):  # type: ignore[no-untyped-call]
    """Adds each visit's pages to the handbook and fills standing pages from their data."""

    def __init__(self) -> None:
        super().__init__()
        self.project: Project | None = None
        self.findings: Mapping[str, Sequence[Finding]] | None = None
        self.superseded: Callable[[], bool] = lambda: False
        self._pages: dict[str, HandbookPage] = {}
        self._visits: Sequence[Read] = ()
        self._has_first_steps = False
        self._served_by_mkdocs = False
        self._scripts: frozenset[str] = frozenset()

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Remember `mkdocs serve`, which adds its own script for reloading to each page."""
        self._served_by_mkdocs = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the style and the scripts of the pages."""
        _require_folder_addresses(config)
        if STYLE not in config.extra_css:
            config.extra_css.append(STYLE)
            config.extra_javascript += [SEARCH, TODAY, LISTS, COPY]
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Keep published kinds only; add the visits' pages and put them in the navigation."""
        for file in [file for file in files if _is_unpublished(file, config)]:
            files.remove(file)
        project, findings = self._loaded(config)
        newest = sorted(project.visits, key=_first_day, reverse=True)
        by_visit = [_visit_pages(project, loaded, findings[loaded.slug]) for loaded in newest]
        self._visits = [
            (loaded.slug, _readable(loaded), findings[loaded.slug]) for loaded in newest
        ]
        self._has_first_steps = files.get_file_from_path(FIRST_STEPS) is not None
        overview = visits_page(self._visits)
        extra = (overview, checks_page(project.standing))
        self._pages = {page.path: page for pages in (*by_visit, extra) for page in pages}
        for page in self._pages.values():
            files.append(File.generated(config, page.path, content=_skeleton(page)))
        for path, name in _ADDED.items():
            content = ASSETS.joinpath(name).read_text("utf-8")
            files.append(File.generated(config, path, content=content))
        for loaded in newest:
            if (visit := _shown(loaded)) and not visit.is_classified:
                path = f"visits/{visit.slug}/{BOARD}/index.html"
                files.append(File.generated(config, path, content=_board(loaded, visit)))
        if config.nav:
            root = _settings(config, self.config).root
            added = (page for page in added_pages(root) if files.get_file_from_path(page.path))
            config.nav = [
                *with_added_pages(config.nav, added),
                {_title(overview): [overview.path, *map(_nav_entry, by_visit)]},
            ]
        return files

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        """Return a page's text in any encoding that the checks read; MkDocs reads UTF-8 only.

        Why a page could not be read is among the findings; the page shows that it was not.
        """
        if page.file.generated_by or page.file.abs_src_path is None:
            return None
        path = Path(page.file.abs_src_path)
        text, _ = page_text(path, page.file.src_uri, Path(config.docs_dir))
        return text if text is not None else f"# {path.stem}\n\n{phrase('page_unread')}\n"

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: Any) -> str:
        """Give MkDocs a title in one language, escaped: the theme inserts it into HTML as it is."""
        if self.superseded():
            raise SupersededError
        title = page.meta.get("title")
        if isinstance(title, dict):
            page.meta["title"] = str(title.get("zh") or next(iter(title.values())))
        for key, value in page.meta.items():
            if isinstance(value, str):
                page.meta[key] = escape(value)
        if generated := self._pages.get(page.file.src_uri):
            page.meta["title"] = escape(generated.full_title)
            page.meta["search"] = {"exclude": not generated.boost, "boost": generated.boost}
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Insert the rendered blocks into a skeleton or into a standing page."""
        path = page.file.src_uri
        if generated := self._pages.get(path):
            return _filled(html, generated) if generated.boost else html
        assert self.project is not None, "pages are read after files"
        # MkDocs takes the title from a heading, whose text may look like markup in <title>.
        if not page.is_homepage:
            page.meta.setdefault("title", escape(unescape(str(page.title))))
        safe, removed = cleaned(html)
        if removed:
            log.warning("docs/%s: %s", path, phrase("removed", found="、".join(removed)))
        filled = fill_placeholders(safe, path, self.project.standing)
        if not page.is_homepage:
            return filled
        return with_visits(filled, self._visits, has_first_steps=self._has_first_steps)

    def on_post_page(self, output: str, /, *, page: Page, **_: Any) -> str:
        """Add the head, and the blocks of pages that the search does not index.

        They are inserted only here: MkDocs keeps the content of every page in memory, and the QR
        codes of a large visit are most of the handbook. Raises SupersededError.
        """
        if self.superseded():
            raise SupersededError
        output = self._with_head(output)
        generated = self._pages.get(page.file.src_uri)
        return _filled(output, generated) if generated and not generated.boost else output

    def on_post_template(self, output: str, /, *, template_name: str, **_: Any) -> str:
        """Give the page for unknown addresses the same head as the others."""
        if not template_name.endswith(".html"):
            return output
        # It is no page of docs/: its inline scripts are the theme's, and MkDocs renders it first.
        self._scripts |= inline_scripts(output)
        return self._with_head(output)

    def _with_head(self, output: str) -> str:
        """Return a page that robots skip, and where browsers run only the theme's scripts.

        The theme's dialog for the search has no name for screen readers: it gets one.
        """
        output = _SCRIPT_OF_LISTS.sub(r"\3\1\2", output)
        output = output.replace(_SEARCH_DIALOG, f'{_SEARCH_DIALOG} aria-label="{phrase("search")}"')
        allowed = "" if self._served_by_mkdocs else policy(output, self._scripts)
        output = _with_search_first(output)
        return _HEAD.sub(lambda match: f"{match[0]}{ROBOTS}{allowed}", output, count=1)

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Rebuild when a visit changes."""
        folder = _settings(config, self.config).visits_folder
        if folder.is_dir():
            server.watch(str(folder))
        return server

    @event_priority(-50)  # after the search has written its index, before an archive takes it
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the codes of cards and the entries of the search; tidy the theme.

        The codes are no files of MkDocs, which would keep all of them in memory.
        """
        site = Path(config.site_dir)
        for path, page in self._pages.items():
            for card in page.codes:
                file = site.joinpath(path.removesuffix(".md"), card.file)
                file.write_text(named_code(card.link, card.name), "utf-8", newline="\n")
        tidy_theme(site / "assets")
        index = site / "search/search_index.json"
        if index.is_file():
            text = with_entries(index.read_text("utf-8"), self._pages.values(), self._visits)
            index.write_text(text, "utf-8", newline="\n")

    def _loaded(self, config: MkDocsConfig) -> tuple[Project, Mapping[str, Sequence[Finding]]]:
        """Return the project and its findings.

        `build_site` sets both, and its caller reports the findings. Under plain mkdocs the project
        is loaded and checked here, and errors are logged.
        """
        if self.findings is None or self.project is None:
            settings = _settings(config, self.config)
            self.project = load_project(settings, visit_folders(settings))
            findings = findings_by_visit(self.project)
            for loaded in self.project.visits:
                if not loaded.is_buildable:
                    _log(findings[loaded.slug])
            return self.project, findings
        return self.project, self.findings


def _with_search_first(output: str) -> str:
    """Return a page whose script for the search runs before the theme's.

    The theme hands the search index to its worker as soon as it has it, and the entries are taken
    from it on the way: a script behind the theme's may be too late.
    """
    tag = _SEARCH_TAG.search(output)
    head, end, rest = output.partition("</head>")
    if not tag or not end:
        return output
    return f"{head}{tag[0]}{end}{rest.replace(tag[0], '', 1)}"


def tidy_theme(assets: Path) -> None:
    """Remove from the theme's `assets` what this handbook does not use.

    That is source maps, stemmers of other languages, and addresses that its script would load from.
    """
    for pattern in ("**/*.map", "javascripts/lunr/min/lunr.*.min.js", "javascripts/lunr/*.js"):
        for path in assets.glob(pattern):
            path.unlink()
    for path in assets.glob("javascripts/**/*.min.js"):
        script = path.read_text("utf-8")
        tidied = FOREIGN_ADDRESS.sub("about:blank", script)
        if tidied != script:
            path.write_text(tidied, "utf-8", newline="\n")


HandbookError = MkDocsException
"""Why MkDocs cannot build a handbook; its `message` is for people."""


class SupersededError(Exception):
    """The handbook that is being built is out of date: its sources changed again."""


def build_site(
    project: Project,
    findings: Mapping[str, Sequence[Finding]],
    folder: Path,
    superseded: Callable[[], bool],
) -> None:
    """Build the handbook of a project that was read and checked into an empty `folder`.

    Raises OSError, HandbookError, and SupersededError soon after `superseded` returns True.
    """
    config = load_config(str(project.settings.root / "mkdocs.yml"), site_dir=str(folder))
    _require_folder_addresses(config)  # within a build MkDocs would only log why
    with _using_project(config.plugins.get("reception"), project, findings, superseded):
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with _silent_when(superseded):
                build(config)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _using_project(
    plugin: object,
    project: Project,
    findings: Mapping[str, Sequence[Finding]],
    superseded: Callable[[], bool],
) -> Iterator[None]:
    """Within it, the plugin builds from a project that is already loaded.

    MkDocs reuses a plugin that has a start-up event for all builds of a process: the next build
    must load the project for itself.
    """
    if not isinstance(plugin, ReceptionPlugin):
        yield
        return
    plugin.project, plugin.findings, plugin.superseded = project, findings, superseded
    try:
        yield
    finally:
        plugin.project, plugin.findings, plugin.superseded = None, None, lambda: False


def _require_folder_addresses(config: MkDocsConfig) -> None:
    """Refuse addresses that end in a file. Raises PluginError.

    Generated pages link to folders, and the configurations in deploy/ protect folders.
    """
    if not config.use_directory_urls:
        raise PluginError(phrase("directory_urls"))


@contextmanager
def _silent_when(superseded: Callable[[], bool]) -> Iterator[None]:
    """Within it, MkDocs does not log the page at which a superseded build stopped as an error."""
    logger = logging.getLogger("mkdocs.commands.build")

    def keep(_: logging.LogRecord) -> bool:
        return not superseded()

    logger.addFilter(keep)
    try:
        yield
    finally:
        logger.removeFilter(keep)


def _settings(config: MkDocsConfig, options: ReceptionConfig) -> Settings:
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    return Settings(root, options.guest_url, options.visits, options.appearance)


def _is_unpublished(file: File, config: MkDocsConfig) -> bool:
    """Whether a file under docs/ is not published; the theme's own files are.

    It is of no published kind, links out of the folder, or is a drawing with scripts.
    """
    if file.src_dir is None or Path(file.src_dir) != Path(config.docs_dir):
        return False
    path = Path(file.src_dir, file.src_uri)
    kind = PurePosixPath(file.src_uri).suffix.lower()
    return (
        kind not in PUBLISHED_KINDS
        or leads_out(path, Path(config.docs_dir))
        or is_active_drawing(path)
    )


def _first_day(loaded: LoadedVisit) -> str:
    """Return the key that sorts visits: the first day, or the folder's name of an unread visit."""
    return loaded.visit.start.isoformat() if loaded.visit else loaded.slug


def _readable(loaded: LoadedVisit) -> Visit | None:
    """Return the visit, unless its files have errors: nothing is built of it then."""
    return loaded.visit if loaded.is_buildable else None


def _shown(loaded: LoadedVisit) -> Visit | None:
    """Return a visit that was read, without its guests' details where it is over."""
    visit = _readable(loaded)
    if visit is not None and is_over(visit, now(os.environ).date()):
        return without_guests_details(visit)
    return visit


def _board(loaded: LoadedVisit, visit: Visit) -> str:
    language = language_of(visit)
    as_of = timestamp(loaded.last_changed, visit.timezone, language)
    return board_page(board_of(visit.staff_view), language, as_of)


def _visit_pages(
    project: Project, loaded: LoadedVisit, findings: Sequence[Finding]
) -> tuple[HandbookPage, ...]:
    """Return a visit's pages; one page with the findings where its files have errors."""
    visit = _readable(loaded)
    if visit is None:
        return (unread_page(loaded.slug, findings, loaded.visit),)
    try:
        links = visit_links(loaded, project.settings, os.environ)
    except NoSecretYetError:  # `handbook build` has not made a key yet
        links = ()
    except SecretError as problem:
        _log([problem.finding])
        links = ()
    addresses = {link.person: link.url for link in links}
    seal = find_field_seal(visit.slug, project.settings, os.environ)
    log = change_log(visit, loaded.folder, LANGUAGE, seal)
    if is_over(visit, now(os.environ).date()):
        details = guests_details(visit)
        visit = without_guests_details(visit)
        findings = [finding for finding in findings if not _quotes(str(finding.message), details)]
        log = ChangeLog(tuple(_without_details(entry) for entry in log.entries))
    return pages_of(visit, findings, addresses, log)


def _quotes(sentence: str, details: Sequence[str]) -> bool:
    return redact(sentence, details) != sentence


def _without_details(entry: LogEntry) -> LogEntry:
    """Return an entry of the change log without what changed, only with who was notified.

    Which words of a former edition were a guest's train or diet is no longer known.
    """
    lines = (
        replace(line, phone=line.phone if line.staff else "", what=(), texts=())
        for line in entry.lines
    )
    return replace(entry, lines=tuple(lines), facts=())


def _log(findings: Iterable[Finding]) -> None:
    """Log findings through MkDocs."""
    for finding in findings:
        log.warning("%s: %s", finding.place, finding.message)


def _skeleton(page: HandbookPage) -> str:
    """Return a page's headings, with marks where its blocks will be inserted.

    Markdown never reads the blocks: that would cost more than everything else, and could take a
    name for markup.
    """
    parts = [f"# {_plain(page.title)}"]
    for number, section in enumerate(page.sections):
        anchor = section.anchor or f"section-{number}"
        heading = [f"## {_plain(section.title)} {{ #{anchor} }}"] if section.title else []
        parts += [*heading, f"<!-- section:{number} -->"]
    return "\n\n".join(parts) + "\n"


def _filled(html: str, page: HandbookPage) -> str:
    """Return a skeleton's HTML with the page's blocks in place of its marks.

    On a page whose sections fold, each section is an element, whose heading stays in sight.
    """
    return SECTION_MARK.sub(lambda mark: _section(mark, page), html)


def _section(mark: re.Match[str], page: HandbookPage) -> str:
    section = page.sections[int(mark[2])]
    if not mark[1]:
        return section.html
    if not page.folds:
        return f"<h2{mark[1]}\n{section.html}"
    about = {"about": section.about, "day": section.day}
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in about.items() if value)
    kind = "rh-part rh-folds" if section.folds else "rh-part"
    return f'<section class="{kind}"><h2{data}{mark[1]}\n<div>{section.html}</div></section>'


def _plain(text: str) -> str:
    """Return a text escaped so that Markdown leaves it unchanged."""
    line = " ".join(text.split())
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]()<>#+-.!|&:~^=\"'" else c for c in line)


def _title(page: HandbookPage) -> str:
    """Return a page's title as HTML, as the theme uses it in the navigation and the window."""
    return escape(page.title)


def _nav_entry(pages: Sequence[HandbookPage]) -> dict[str, Any]:
    """Return a visit's entry in the navigation: its overview, and its other pages below."""
    overview, *rest = pages
    return {_title(overview): [overview.path, *({_title(page): page.path} for page in rest)]}
