"""The project's settings, from the plugin's options in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PREVIEW_ADDRESS = "http://127.0.0.1:8000/guests"
"""Where `handbook serve` shows cards; the only address of a visit until it is approved."""

PROGRAM_KEYWORD = "reception-handbook"
"""A keyword in the metadata of the office's workbooks and PDFs, which contain personal data.

`handbook guard` recognises them by it wherever they are."""


@dataclass(frozen=True)
class Settings:
    """The project's folders and options.

    `root` is absolute. `guest_url` is the public address of site/guests/. `visits` is the folder of
    visits, relative to the root. `appearance` is how cards look, as written in mkdocs.yml.
    """

    root: Path
    guest_url: str | None = None
    visits: str = "visits"
    appearance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def visits_folder(self) -> Path:
        """The folder with one folder for each visit."""
        return self.root / self.visits

    @property
    def docs_folder(self) -> Path:
        """The standing handbook's pages."""
        return self.root / "docs"

    @property
    def site_folder(self) -> Path:
        """What web servers serve: the handbook and the guests' pages."""
        return self.root / "site"

    @property
    def handbook_folder(self) -> Path:
        """The built staff handbook."""
        return self.site_folder / "handbook"

    @property
    def output_folder(self) -> Path:
        """Sheets, lists and reports for the office."""
        return self.root / "output"

    @property
    def secrets_folder(self) -> Path:
        """The visits' keys; never in git."""
        return self.root / ".secrets"

    def microsite_folder(self, slug: str) -> Path:
        """The built guests' pages of one visit."""
        return self.site_folder / "guests" / slug


def project_root(start: Path) -> Path | None:
    """The nearest folder, `start` or above it, with a mkdocs.yml; None where there is none."""
    return next((p for p in (start, *start.parents) if (p / "mkdocs.yml").is_file()), None)


def read_settings(root: Path) -> Settings:
    """Read the settings of the project at `root`; defaults for what mkdocs.yml leaves out."""
    options = _options(mkdocs_config(root))
    known = {
        key: options[key]
        for key, kind in OPTION_TYPES.items()
        if isinstance(options.get(key), kind)
    }
    return Settings(root, **known)


def mkdocs_config(root: Path) -> Any:
    """Read mkdocs.yml of the project at `root`, without the values that only MkDocs resolves."""
    content = (root / "mkdocs.yml").read_text("utf-8-sig")
    return yaml.load(content, Loader=_AnyTagLoader)


OPTION_TYPES: Mapping[str, type] = {"guest_url": str, "visits": str, "appearance": dict}


def _options(config: Any) -> dict[str, Any]:
    listed = config.get("plugins") if isinstance(config, dict) else None
    # MkDocs allows a list of plugins, or a mapping.
    plugins = listed if isinstance(listed, list) else [listed]
    for plugin in plugins:
        if isinstance(plugin, dict) and isinstance(plugin.get("reception"), dict):
            return dict(plugin["reception"])
    return {}


class _AnyTagLoader(yaml.CSafeLoader):
    """Loads mkdocs.yml without its tags `!!python/name:` and `!ENV`, which only MkDocs resolves."""


def _nothing(_loader: yaml.CSafeLoader, _tag: str, _node: yaml.Node) -> None:
    return None


_AnyTagLoader.add_multi_constructor("", _nothing)
