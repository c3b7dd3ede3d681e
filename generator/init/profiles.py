"""The pages of a county, a university or a company.

docs/ is a county's. `profiles/<name>/` has the pages that another profile gets in the place of
those under docs/, and profiles/left_out.yml names those that it does not get.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from posixpath import dirname, join, normpath

import yaml


class Profile(StrEnum):
    """What kind of organisation an office belongs to: it decides which rules are in its project."""

    COUNTY = "county"
    UNIVERSITY = "university"
    COMPANY = "company"


FOLDER = "profiles/"
_LEFT_OUT = f"{FOLDER}left_out.yml"
_SETTINGS = "mkdocs.yml"
_IN_NAVIGATION = re.compile(r"^( +- )(.+): (\S+\.md)\n", re.M)
_HEADING = re.compile(r"^# (.+)$", re.M)
_ENTRY = re.compile(r"^(?:\||[-*] ).*\n", re.M)
"""A row of a table or an item of a list."""
_TARGET = re.compile(r"\]\(([^)#\s]+)")


def pages_of(pages: Mapping[str, bytes], profile: Profile) -> dict[str, bytes]:
    """A profile's pages by path, from the program's pages, which have those of every profile."""
    common = {path: content for path, content in pages.items() if not path.startswith(FOLDER)}
    own = {
        f"docs/{path.removeprefix(f'{FOLDER}{profile}/')}": content
        for path, content in pages.items()
        if path.startswith(f"{FOLDER}{profile}/")
    }
    names = yaml.safe_load(pages.get(_LEFT_OUT, b"{}")).get(profile.value, ())
    left_out = {f"docs/{name}" for name in names}
    files = {path: page for path, page in (common | own).items() if path not in left_out}
    for path, content in files.items():
        if path.endswith(".md") and left_out:
            files[path] = _without_entries(content.decode(), path, left_out).encode()
    if own or left_out:
        files[_SETTINGS] = _navigation(files[_SETTINGS].decode(), own, left_out).encode()
    return files


def _without_entries(text: str, path: str, left_out: Collection[str]) -> str:
    """A page without its rows and items of lists that begin with a link to a page left out.

    An overview thus lists the pages that there are.
    """

    def kept(entry: re.Match[str]) -> str:
        target = _TARGET.search(entry[0])
        leads_to = normpath(join(dirname(path), target[1])) if target else None
        return "" if leads_to in left_out else entry[0]

    return _ENTRY.sub(kept, text)


def _navigation(settings: str, own: Mapping[str, bytes], left_out: Collection[str]) -> str:
    """mkdocs.yml without the pages left out; a page of the profile's own is listed by its title."""

    def listed(entry: re.Match[str]) -> str:
        indent, label, page = entry.groups()
        path = f"docs/{page}"
        if path in left_out:
            return ""
        title = _HEADING.search(own[path].decode()) if path in own else None
        return f"{indent}{title[1] if title else label}: {page}\n"

    return _IN_NAVIGATION.sub(listed, settings)
