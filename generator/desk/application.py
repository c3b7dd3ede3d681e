"""The pages of the desk: access to them, and the answer to each request."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator import vocabulary
from generator.build.events import FindingsByVisit
from generator.clock import now, today
from generator.desk.forms import CONFIRM, Form, command_line, forms_of
from generator.desk.jobs import BusyError, Job, Jobs
from generator.desk.proposals import proposed_places
from generator.desk.uploads import (
    MOST_BYTES_WITH_FILES,
    SentFile,
    SentForm,
    TooLargeError,
    keep_files,
    sent_form,
)
from generator.desk.views import (
    OFFICE_FILES,
    approval_of,
    by_time,
    changes_to_publish,
    changes_to_tell,
    files_by_folder,
    files_to_fill_in,
    finding_groups,
    form_of_visit,
    given_values,
    has_manual,
    is_edited,
    office_files,
    suggestions,
    visit_lines,
    visit_title,
)
from generator.findings import Severity
from generator.model.enums import PublishTarget
from generator.preview.server import CLOSED, language_of_reader
from generator.project import LoadedVisit, Project
from generator.render.report import counts
from generator.render.templates import html_templates

USUAL = ("check", "build", "replies", "assign", "print", "publish", "attended", "done", "revoke",
         "retire")  # fmt: skip
"""The commands for which a visit's page has a button; the others are behind “more”."""
UNCONFIRMED = 3
"""The exit code of a command that asked, and was not answered with yes."""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",  # a page of the handbook does not learn the token
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
_NEXT = {
    "assign": ("to_proposal", "/assign"),
    "told": ("tell", "/changes"),
    "publish": ("tell", "/changes"),
    "build": ("outputs", "#outputs"),
    "print": ("outputs", "#outputs"),
}
"""The page of the visit that people need after a command, and the word for it."""
_SURE = "sure"
"""The field of a form by which its command was confirmed."""
Known = Callable[[], tuple[Project, FindingsByVisit]]
"""Returns the project as it was last read, and its findings."""


class Desk:
    """The desk of one process. Its addresses have a token that nobody can guess."""

    def __init__(
        self,
        known: Known,
        commands: click.Group,
        jobs: Jobs,
        environment: Mapping[str, str],
        open_file: Callable[[Path], None] | None = None,
    ) -> None:
        self.token = secrets.token_urlsafe(24)
        self.home = f"/desk/{self.token}"
        self._known = known
        self._commands = commands
        self._jobs = jobs
        self._environment = environment
        self._open_file = open_file or (open_in_program if can_open() else None)

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes of the desk, for the application that serves the preview."""
        pages = [
            Route("/", self._visits),
            Route("/visits/{slug}", self._visit),
            Route("/visits/{slug}/changes", self._changes),
            Route("/visits/{slug}/approval", self._approval, methods=["POST"]),
            Route("/visits/{slug}/assign", self._assign),
            Route("/visits/{slug}/files/{name:path}", self._file),
            Route("/do/{command}", self._form),
            Route("/do/{command}", self._start, methods=["POST"]),
            Route("/jobs/{number:int}", self._job),
            Route("/jobs/{number:int}/text", self._job_text),
            Route("/jobs/{number:int}/confirm", self._confirm, methods=["POST"]),
            Route("/open", self._open, methods=["POST"]),
            Route("/desk.css", partial(_asset, "desk.css", "text/css; charset=utf-8")),
            Route("/desk.js", partial(_asset, "desk.js", "text/javascript; charset=utf-8")),
            Route("/{path:path}", self._missing),
        ]
        return [
            Mount(self.home, routes=pages, middleware=[Middleware(OwnPagesOnly)]),
            Mount("/desk", app=_no_token),
        ]

    def _visits(self, request: Request) -> Response:
        project, findings = self._known()
        language = language_of_reader(request)
        lines = visit_lines(project, findings, now(self._environment), language)
        general = [form for form in forms_of(self._commands, language) if not form.of_visit]
        others = [form for form in general if form.command != "new"]
        return self._page(request, "visits.html.j2", visits=by_time(lines), forms=others)

    def _visit(self, request: Request) -> Response:
        project, findings = self._known()
        loaded = _visit_named(request.path_params["slug"], project)
        if loaded is None:
            return self._missing(request)
        found = findings.get(loaded.slug, ())
        number = counts(found)
        language = language_of_reader(request)
        listed = forms_of(self._commands, language)
        inputs = files_to_fill_in(loaded, project.settings.root)
        forms = {form.command: form for form in listed if form.of_visit}
        return self._page(
            request,
            "visit.html.j2",
            loaded=loaded,
            groups=finding_groups(found, inputs),
            errors=number[Severity.ERROR],
            warnings=number[Severity.WARNING],
            inputs=inputs,
            outputs=files_by_folder(
                office_files(project.settings.output_folder / loaded.slug, language), language
            ),
            usual=[forms[name] for name in USUAL if name in forms],
            others=[form for name, form in forms.items() if name not in USUAL],
            can_open=self._open_file is not None,
        )

    def _changes(self, request: Request) -> Response:
        project, _ = self._known()
        loaded = _visit_named(request.path_params["slug"], project)
        if loaded is None:
            return self._missing(request)
        facts = changes_to_tell(loaded, project, self._environment, language_of_reader(request))
        return self._page(request, "changes.html.j2", loaded=loaded, facts=facts)

    def _assign(self, request: Request) -> Response:
        project, _ = self._known()
        loaded = _visit_named(request.path_params["slug"], project)
        if loaded is None:
            return self._missing(request)
        language = language_of_reader(request)
        heading = partial(vocabulary.word, language=language)
        columns = ("people", "where", "former", "position", "status", "reasons", "unmet")
        return self._page(
            request,
            "assign.html.j2",
            loaded=loaded,
            places=proposed_places(loaded, project, now(self._environment), language),
            headings=[heading(f"proposal.{column}") for column in columns],
        )

    def _file(self, request: Request) -> Response:
        """A file for the office to download; no other file of the project."""
        project, _ = self._known()
        loaded = _visit_named(request.path_params["slug"], project)
        if loaded is None:
            return self._missing(request)
        folder = (project.settings.output_folder / loaded.slug).resolve()
        path = _file_below(folder, request.path_params["name"])
        if path is None or path.suffix not in OFFICE_FILES:
            return self._missing(request)
        return FileResponse(path, filename=path.name, headers=_HEADERS)

    def _form(self, request: Request) -> Response:
        project, _ = self._known()
        form = self._form_of(request.path_params["command"], request)
        if form is None:
            return self._missing(request)
        slug = request.query_params.get("visit")
        loaded = _visit_named(slug, project) if slug else None
        if (slug or form.of_visit) and loaded is None:
            return self._missing(request)
        language = language_of_reader(request)
        if loaded and form.command == "publish":
            return self._publish(request, form, loaded, {})
        return self._page(
            request,
            "form.html.j2",
            form=form_of_visit(form, loaded, project, language) if loaded else form,
            command=command_line(form.arguments(loaded.slug if loaded else None, {})),
            loaded=loaded,
            suggestions=suggestions(loaded, project),
            given=given_values(form, loaded, today(self._environment)),
        )

    async def _approval(self, request: Request) -> Response:
        """The steps of a publication, with the line of the approval that a form describes."""
        values = (await _short_form(request)).values
        project, _ = self._known()
        loaded = _visit_named(request.path_params["slug"], project)
        if loaded is None:
            return self._missing(request)
        form = self._form_of("publish", request)
        assert form is not None, "the program has this command"
        answers = {name: _first(values, name) for name in values}
        return await run_in_threadpool(self._publish, request, form, loaded, answers)

    def _publish(
        self, request: Request, form: Form, loaded: LoadedVisit, answers: Mapping[str, str]
    ) -> Response:
        """The steps of a publication: what will change, who approved it, and where to."""
        project, _ = self._known()
        language, environment = language_of_reader(request), self._environment
        return self._page(
            request,
            "publish.html.j2",
            form=form_of_visit(form, loaded, project, language),
            command=command_line(form.arguments(loaded.slug, {})),
            loaded=loaded,
            facts=changes_to_publish(loaded, project, environment, language),
            approval=approval_of(loaded, project, now(environment), answers),
            chosen=answers,
            today=today(environment),
            ranges=[
                (each, vocabulary.label("PublishTarget", each, language)) for each in PublishTarget
            ],
            can_open=self._open_file is not None,
            plan=f"{project.settings.visits}/{loaded.slug}/visit.yml",
            suggestions={},
            given=given_values(form, loaded, today(environment)),
        )

    async def _start(self, request: Request) -> Response:
        """Start a command, and lead to the page that shows it."""
        try:
            sent = await sent_form(request)
        except TooLargeError:
            return self._problem(request, "too_large", 413, mb=MOST_BYTES_WITH_FILES // 1_000_000)
        form = self._form_of(request.path_params["command"], request)
        slug = _first(sent.values, "visit")
        project, _ = self._known()
        loaded = _visit_named(slug, project) if slug else None
        if form is None or (slug and loaded is None):
            return self._missing(request)
        if form.questions(sent.values) and not _first(sent.values, _SURE):
            return self._to_confirm(request, form, loaded, sent.values)
        files = sent.files if form.takes_files else ()
        arguments = form.arguments(slug, sent.values, [file.name for file in files])
        return await self._run(request, arguments, slug, form.pasted(sent.values), files)

    def _to_confirm(
        self,
        request: Request,
        form: Form,
        loaded: LoadedVisit | None,
        values: Mapping[str, Sequence[str]],
    ) -> Response:
        """The page before a command that changes or ends cards: what it will do, and a button."""
        project, _ = self._known()
        language = language_of_reader(request)
        shown = form_of_visit(form, loaded, project, language) if loaded else form
        sent = [(field.name, text) for field in form.fields for text in values.get(field.name, ())]
        return self._page(
            request,
            "confirm.html.j2",
            form=form,
            loaded=loaded,
            questions=form.questions(values),
            answers=shown.answers(values),
            sent=[*sent, (_SURE, "1")],
            command=command_line(form.arguments(loaded.slug if loaded else None, values)),
        )

    async def _confirm(self, request: Request) -> Response:
        """Start a command again that asked a question, with yes for an answer."""
        job = self._jobs.get(request.path_params["number"])
        if job is None or state_of(job) != "asks":
            return self._missing(request)
        command, *others = job.arguments
        return await self._run(request, [command, f"--{CONFIRM}", *others], job.slug)

    async def _run(
        self,
        request: Request,
        arguments: Sequence[str],
        slug: str | None,
        pasted: str = "",
        files: Sequence[SentFile] = (),
    ) -> Response:
        """Start a command; where another is running, lead to that one."""
        language = language_of_reader(request)
        start = partial(self._begin, arguments, slug, language, pasted, files)
        try:
            job = await run_in_threadpool(start)
        except BusyError as busy:
            return self._to(f"/jobs/{busy.job}?busy")
        except OSError as problem:
            return self._problem(request, "not_started", 500, why=problem.strerror or str(problem))
        return self._to(f"/jobs/{job.number}")

    def _begin(
        self,
        arguments: Sequence[str],
        slug: str | None,
        language: str,
        pasted: str,
        files: Sequence[SentFile],
    ) -> Job:
        """Keep the files, if any, and start the command, which removes them. Raises OSError."""
        folder = keep_files(files) if files else None
        return self._jobs.start(arguments, slug, language, pasted, folder)

    def _job(self, request: Request) -> Response:
        job = self._jobs.get(request.path_params["number"])
        if job is None:
            return self._missing(request)
        return self._page(
            request,
            "job.html.j2",
            job=job,
            command=command_line(job.arguments),
            next=_next_page(job),
            state=state_of(job),
            busy="busy" in request.query_params,
        )

    def _job_text(self, request: Request) -> Response:
        job = self._jobs.get(request.path_params["number"])
        if job is None:
            return self._missing(request)
        shown = {"text": job.text, "running": job.is_running, "seconds": job.seconds}
        return JSONResponse(shown, headers=_HEADERS)

    async def _open(self, request: Request) -> Response:
        """Open a file of the project in the system's own program, such as Excel."""
        if self._open_file is None:
            return self._missing(request)
        values = (await _short_form(request)).values
        project, _ = self._known()
        path = _file_below(project.settings.root.resolve(), _first(values, "file"))
        allowed = (project.settings.visits_folder, project.settings.docs_folder)
        inside = path is not None and any(
            path.is_relative_to(folder.resolve()) for folder in allowed
        )
        if path is None or not inside or not is_edited(path):
            return self._missing(request)
        try:
            await run_in_threadpool(self._open_file, path)
        except OSError as problem:
            return self._problem(request, "not_opened", 500, file=path.name, why=problem.strerror)
        return self._to(f"/visits/{quote(_first(values, 'visit'))}")

    def _form_of(self, command: str, request: Request) -> Form | None:
        """The form of a command in the reader's language; None where the desk has none."""
        forms = forms_of(self._commands, language_of_reader(request))
        return next((form for form in forms if form.command == command), None)

    def _to(self, path: str) -> Response:
        return RedirectResponse(f"{self.home}{path}", 303, _HEADERS)

    def _missing(self, request: Request) -> Response:
        return self._problem(request, "missing", 404)

    def _problem(self, request: Request, key: str, status: int, **values: object) -> Response:
        """A page with what went wrong, in words."""
        text = vocabulary.word(f"desk.{key}", language_of_reader(request), **values)
        return self._page(request, "problem.html.j2", status=status, text=text)

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        language = language_of_reader(request)
        text = (
            _templates()
            .get_template(template)
            .render(
                home=self.home,
                language=language,
                direction=vocabulary.catalog(language).direction,
                word=vocabulary.words_under("desk", language),
                severity=vocabulary.words_under("severity", language),
                visit_title=partial(visit_title, language=language),
                running=self._jobs.running(),
                has_manual=has_manual(self._known()[0]),
                **values,
            )
        )
        return Response(text, status, {**_HEADERS, "Content-Type": "text/html; charset=utf-8"})


class OwnPagesOnly:
    """Refuses what changes something unless a page of the desk asks for it.

    The token alone would do; a page elsewhere that has learned it is refused too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        headers = Headers(scope=scope)
        is_own = headers.get("Origin") == f"http://{headers.get('Host')}"
        if scope["method"] not in {"GET", "HEAD"} and not is_own:
            await Response(status_code=403, headers=_HEADERS | CLOSED)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def state_of(job: Job) -> str:
    """How a job is: `running`, `asks`, `done`, or `failed` (which findings of errors are too)."""
    if job.is_running:
        return "running"
    return {0: "done", UNCONFIRMED: "asks"}.get(job.code or 0, "failed")


def _next_page(job: Job) -> tuple[str, str] | None:
    """Where people go on after a command: a word of the desk, and the path of a page."""
    if job.arguments[0] == "new":
        return "visits", "/"
    if job.arguments[0] == "publish" and job.code:
        return None
    key, path = _NEXT.get(job.arguments[0], ("", ""))
    return (key, f"/visits/{quote(job.slug)}{path}") if key and job.slug else None


def can_open() -> bool:
    """Whether files can be opened in the system's own program."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def open_in_program(path: Path) -> None:
    """Open a file in the program that the system has for it. Raises OSError."""
    if sys.platform == "win32":
        os.startfile(path)
    else:
        subprocess.Popen(["open" if sys.platform == "darwin" else "xdg-open", str(path)])


def _visit_named(slug: str, project: Project) -> LoadedVisit | None:
    return next((loaded for loaded in project.visits if loaded.slug == slug), None)


def _file_below(folder: Path, name: str) -> Path | None:
    """The file below a folder that a request names; None for one elsewhere, or for none."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError):  # a name that no system has: too long, or with a NUL
        return None


async def _short_form(request: Request) -> SentForm:
    """What a form without files sends; nothing where it is longer than any form of the desk."""
    try:
        return await sent_form(request)
    except TooLargeError:
        return SentForm({})


def _first(values: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a field; empty where there is none."""
    return next(iter(values.get(name, ())), "")


def _asset(name: str, kind: str, _: Request) -> Response:
    return Response(_resource(name), headers={**_HEADERS, "Content-Type": kind})


async def _no_token(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a request without the token of this process, and say how to open the desk."""
    language = language_of_reader(Request(scope))
    text = vocabulary.word("desk.no_token", language)
    headers = {**_HEADERS, "Content-Type": "text/plain; charset=utf-8"}
    await Response(text, 403, headers)(scope, receive, send)


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


@cache
def _templates() -> Environment:
    return html_templates(__package__, "assets")
