"""Puts a mutant in the place of its module: in a running program, or at the next import."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType
from typing import Any

from tests.mutation.mutants import Module, Mutant


def swap(mutant: Mutant) -> None:
    """Give the mutant's function its changed code, for everybody who imported it."""
    assert mutant.function is not None
    whole = compile(mutant.source, mutant.module.file, "exec", dont_inherit=True)
    function = _function_of(sys.modules[mutant.module.name], mutant.function)
    function.__code__ = next(code for code in _codes(whole) if code.co_qualname == mutant.function)


def import_instead(module: Module, source: str) -> None:
    """Let the next import of the module read `source`."""
    assert module.name not in sys.modules
    sys.meta_path.insert(0, _Instead(module, source))


def forget(modules: Iterable[str]) -> None:
    """Empty the caches of functions in these modules."""
    for name in modules:
        for value in tuple(vars(sys.modules.get(name, sys)).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def _function_of(module: Any, qualified: str) -> FunctionType:
    found = module
    for name in qualified.split("."):
        found = vars(found)[name]
    while not _is_written_as(found, qualified):
        # A class's or static method, a property, one that is computed once, a cache.
        ways = ("__func__", "fget", "func", "__wrapped__")
        found = next(getattr(found, way) for way in ways if hasattr(found, way))
    return found


def _is_written_as(found: Any, qualified: str) -> bool:
    return isinstance(found, FunctionType) and found.__code__.co_qualname == qualified


def _codes(code: CodeType) -> Iterable[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class _Instead(MetaPathFinder, SourceLoader):
    """Finds one module, and loads it from a text."""

    def __init__(self, module: Module, source: str) -> None:
        self.module, self.text = module, source

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != self.module.name:
            return None
        return spec_from_file_location(fullname, self.module.file, loader=self)

    def get_filename(self, fullname: str) -> str:
        return str(self.module.file)

    def get_data(self, path: str) -> bytes:
        return self.text.encode("utf-8")
