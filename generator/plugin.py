"""The MkDocs plugin: options and hooks. The content of pages is rendered in render/handbook."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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

from generator.findings import Finding
from generator.handbook_pages import HandbookPages, SupersededError, handbook_pages
from generator.load.pages import is_active_drawing, leads_out, page_text
from generator.project import Project, findings_by_visit, load_project, visit_folders
from generator.render.handbook.blocks import Page as HandbookPage
from generator.render.handbook.home import FIRST_STEPS, visits_html, with_visits
from generator.render.handbook.home import MARK as VISITS_MARK
from generator.render.handbook.navigation import added_pages, with_added_pages
from generator.render.handbook.safety import cleaned, inline_scripts, policy
from generator.render.handbook.search_index import FILE as INDEX
from generator.render.handbook.search_index import page_meta, with_entries
from generator.render.handbook.shells import filled, shell_content, shell_skeleton, skeleton
from generator.render.handbook.standing import fill_placeholders
from generator.render.handbook.words import phrase
from generator.settings import Settings

FOREIGN_ADDRESS = re.compile(
    r"https://(?:unpkg\.com|api\.github\.com|github\.com/isaacs|bit\.ly|\$\{e\}/api)[^\"'`\s)]*"
)
"""Addresses in the theme's script for diagrams, polyfills and repository counts, all unused."""

log = logging.getLogger("mkdocs.plugins.reception")

PUBLISHED_KINDS = {".md", ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".woff2"}
"""The kinds of files under docs/ that are published: MkDocs would copy all."""

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


@dataclass(frozen=True)
class Prepared:
    """The content of a handbook that is to be built, and how.

    `superseded` returns True once the sources have changed again. With `writes_shells` the
    handbook has marks where the data of visits belongs, and neither the entries of the search nor
    the files beside the pages.
    """

    project: Project
    pages: HandbookPages
    superseded: Callable[[], bool] = lambda: False
    writes_shells: bool = False


class ReceptionPlugin(BasePlugin[ReceptionConfig]):  # type: ignore[no-untyped-call]
    """Adds each visit's pages to the handbook and fills standing pages from their data."""

    def __init__(self) -> None:
        super().__init__()
        self.prepared: Prepared | None = None
        self._prepared: Prepared
        self._pages: dict[str, HandbookPage] = {}
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
        self._prepared = self.prepared or _prepare(_settings(config, self.config))
        self._has_first_steps = files.get_file_from_path(FIRST_STEPS) is not None
        self._pages = {page.path: page for page in self._prepared.pages.pages}
        markdown = shell_skeleton if self._prepared.writes_shells else skeleton
        for page in self._pages.values():
            files.append(File.generated(config, page.path, content=markdown(page)))
        for path, name in _ADDED.items():
            content = ASSETS.joinpath(name).read_text("utf-8")
            files.append(File.generated(config, path, content=content))
        if config.nav:
            root = _settings(config, self.config).root
            overview = self._prepared.pages.overview
            added = (page for page in added_pages(root) if files.get_file_from_path(page.path))
            config.nav = [
                *with_added_pages(config.nav, added),
                {
                    _title(overview): [
                        overview.path,
                        *map(_nav_entry, self._prepared.pages.by_visit),
                    ]
                },
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
        if self._prepared.superseded():
            raise SupersededError
        title = page.meta.get("title")
        if isinstance(title, dict):
            page.meta["title"] = str(title.get("zh") or next(iter(title.values())))
        for key, value in page.meta.items():
            if isinstance(value, str):
                page.meta[key] = escape(value)
        if generated := self._pages.get(page.file.src_uri):
            page.meta.update(page_meta(generated))
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, **_: Any) -> str:
        """Insert the rendered blocks into a skeleton or into a standing page."""
        path = page.file.src_uri
        if generated := self._pages.get(path):
            if self._prepared.writes_shells:
                return shell_content(html)
            return filled(html, generated) if generated.boost else html
        # MkDocs takes the title from a heading, whose text may look like markup in <title>.
        if not page.is_homepage:
            page.meta.setdefault("title", escape(unescape(str(page.title))))
        safe, removed = cleaned(html)
        if removed:
            log.warning("docs/%s: %s", path, phrase("removed", found="、".join(removed)))
        standing = fill_placeholders(safe, path, self._prepared.project.standing)
        if not page.is_homepage:
            return standing
        if self._prepared.writes_shells:
            return with_visits(standing, VISITS_MARK)
        has_first_steps = self._has_first_steps
        visits = visits_html(self._prepared.pages.visits, has_first_steps=has_first_steps)
        return with_visits(standing, visits)

    def on_post_page(self, output: str, /, *, page: Page, **_: Any) -> str:
        """Add the head, and the blocks of pages that the search does not index.

        They are inserted only here: MkDocs keeps the content of every page in memory, and the QR
        codes of a large visit are most of the handbook. Raises SupersededError.
        """
        if self._prepared.superseded():
            raise SupersededError
        output = self._with_head(output)
        generated = self._pages.get(page.file.src_uri)
        if generated is None or generated.boost or self._prepared.writes_shells:
            return output
        return filled(output, generated)

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
        """Write the files beside the pages and the entries of the search; tidy the theme.

        These are no files of MkDocs, which would keep all of them in memory.
        """
        site = Path(config.site_dir)
        tidy_theme(site / "assets")
        if self._prepared.writes_shells:
            return
        for plain in self._prepared.pages.files:
            file = site / plain.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(plain.content())
        index = site / INDEX
        if index.is_file():
            text = with_entries(
                index.read_text("utf-8"), self._pages.values(), self._prepared.pages.visits
            )
            index.write_text(text, "utf-8", newline="\n")


def _prepare(settings: Settings) -> Prepared:
    """Load a project and check it, as plain MkDocs does; log the errors."""
    project = load_project(settings, visit_folders(settings))
    findings = findings_by_visit(project)
    for loaded in project.visits:
        if not loaded.is_buildable:
            _log(findings[loaded.slug])
    return Prepared(project, handbook_pages(project, findings))


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


def build_site(prepared: Prepared, folder: Path) -> None:
    """Build a handbook into an empty `folder`.

    Raises OSError, HandbookError, and SupersededError.
    """
    root = prepared.project.settings.root
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
    _require_folder_addresses(config)  # within a build MkDocs would only log why
    plugin = config.plugins.get("reception")
    if isinstance(plugin, ReceptionPlugin):
        plugin.prepared = prepared
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with _silent_when(prepared.superseded):
            build(config)
    finally:
        config.plugins.on_shutdown()
        if isinstance(plugin, ReceptionPlugin):
            # MkDocs reuses a plugin that has a start-up event for all builds of a process: the
            # next one may have to load the project for itself.
            plugin.prepared = None


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


def _log(findings: Iterable[Finding]) -> None:
    """Log findings through MkDocs."""
    for finding in findings:
        log.warning("%s: %s", finding.place, finding.message)


def _title(page: HandbookPage) -> str:
    """Return a page's title as HTML, as the theme uses it in the navigation and the window."""
    return escape(page.title)


def _nav_entry(pages: Sequence[HandbookPage]) -> dict[str, Any]:
    """Return a visit's entry in the navigation: its overview, and its other pages below."""
    overview, *rest = pages
    return {_title(overview): [overview.path, *({_title(page): page.path} for page in rest)]}
