"""typst and the fonts it prints with: the system's Chinese fonts, else those of the wheel."""

from __future__ import annotations

from functools import cache
from typing import Any

_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
         "Microsoft YaHei", "WenQuanYi Micro Hei", "Noto Sans SC")  # fmt: skip
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Songti SC",
          "SimSun", "Noto Serif SC")  # fmt: skip


class PrintingError(Exception):
    """A package of the extra `print` is not installed."""


def require_print_extra() -> None:
    """Raise PrintingError where typst or fontTools, both of the extra `print`, is missing."""
    typst_module()
    try:
        import fontTools.ttLib  # noqa: F401
    except ImportError:
        raise PrintingError from None


def typst_module() -> Any:
    """Return the typst package; raises PrintingError where the extra `print` is not installed."""
    try:
        import typst
    except ImportError:
        raise PrintingError from None
    return typst


def can_print() -> bool:
    """Whether typst is installed."""
    try:
        typst_module()
    except PrintingError:
        return False
    return True


@cache
def installed_fonts() -> Any:
    """Return typst's fonts: the system's, and the wheel's if installed. Raises PrintingError."""
    return typst_module().Fonts(include_system_fonts=True, font_paths=_wheel_folders())


@cache
def font_list() -> tuple[tuple[str, str, int], ...]:
    """Return (family, style, weight) of every font; a sheet looks different in other fonts."""
    return tuple(
        sorted((font.family, font.style, font.weight) for font in installed_fonts().fonts())
    )


def sans_families() -> tuple[str, ...]:
    """Families for running text, the best first; a letter one lacks is taken from the next."""
    return _installed(_SANS)


def serif_families() -> tuple[str, ...]:
    """Families for titles and names, the best first."""
    return _installed((*_SERIF, *_SANS))


def _installed(families: tuple[str, ...]) -> tuple[str, ...]:
    installed = set(installed_fonts().families())
    return tuple(name for name in families if name in installed) or ("Libertinus Serif",)


def _wheel_folders() -> list[str]:
    try:
        import pylopdf_fonts_zh_cn as wheel
    except ImportError:
        return []
    return [str(wheel.sans_path().parent)]
