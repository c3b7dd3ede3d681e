"""Replaces a module by its mutant: in the running program, or at the next import."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType
from typing import Any

from tests.mutation.mutants import Module, Mutant


def replace_code(mutant: Mutant) -> None:
    """Give the mutant's function its changed code, also where it was imported by name."""
    assert mutant.function is not None
    module = compile(mutant.source, mutant.module.file, "exec", dont_inherit=True)
    function = _function_of(sys.modules[mutant.module.name], mutant.function)
    function.__code__ = next(code for code in _codes(module) if code.co_qualname == mutant.function)


def replace_import(module: Module, source: str) -> None:
    """Make the next import of the module read `source`."""
    assert module.name not in sys.modules
    sys.meta_path.insert(0, _SourceFinder(module, source))


def clear_caches(modules: Iterable[str]) -> None:
    """Empty the caches of functions in these modules."""
    for name in modules:
        for value in tuple(vars(sys.modules.get(name, sys)).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def _function_of(module: Any, qualified: str) -> FunctionType:
    function = module
    for name in qualified.split("."):
        function = vars(function)[name]
    while not _is_written_as(function, qualified):
        # A class method, static method, property, cached property or cached function.
        ways = ("__func__", "fget", "func", "__wrapped__")
        function = next(getattr(function, way) for way in ways if hasattr(function, way))
    return function


def _is_written_as(function: Any, qualified: str) -> bool:
    return isinstance(function, FunctionType) and function.__code__.co_qualname == qualified


def _codes(code: CodeType) -> Iterable[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class _SourceFinder(MetaPathFinder, SourceLoader):
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
