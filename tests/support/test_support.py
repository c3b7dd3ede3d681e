"""Helpers are in tests/support/; nothing imports from a test module or a conftest.py."""

from __future__ import annotations

import ast
import re

from tests.support.project import PROJECT

NOT_TO_IMPORT = re.compile(r"tests\.(?:\w+\.)*(?:test_\w+|conftest)")


def test_no_module_imports_from_a_test_module() -> None:
    imported = [
        (path.relative_to(PROJECT).as_posix(), node.module)
        for path in (PROJECT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and NOT_TO_IMPORT.fullmatch(node.module or "")
    ]

    assert imported == []
