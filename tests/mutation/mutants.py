"""Every mutant of a module that cosmic-ray's operators can generate."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.tree import NodeOrLeaf

NEED_ARGUMENTS = {"VariableReplacer", "VariableInserter"}
OPPOSITES = {
    *("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "Pow_Mul"),
    *("LShift_RShift", "RShift_LShift", "BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitAnd"),
}
"""Each operation is replaced by one other. The ten further replacements of each, such as a shift
for a sum, fail in the first test that runs, and would only raise the score."""
ORDERS = {"Lt", "LtE", "Gt", "GtE"}
SAME_BY_NATURE = {("Eq", "Is"), ("Is", "Eq"), ("NotEq", "IsNot"), ("IsNot", "NotEq")}
"""`is` and `==` differ only for equal objects that exist twice, and nothing here overloads `==`
for the operands of `is`: None, True, members of enums. These have no order either."""


@dataclass(frozen=True)
class Module:
    """A module to change: its name and its file."""

    name: str
    file: Path

    @cached_property
    def source(self) -> str:
        """Its text."""
        return self.file.read_text("utf-8")

    @cached_property
    def digest(self) -> str:
        """A digest of its text."""
        return hashlib.sha256(self.source.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    `function` is the outermost function or method whose body has the change; None if the change
    takes effect when the module is imported.
    """

    module: Module
    operator: str
    occurrence: int
    lines: range
    function: str | None
    source: str

    @property
    def line(self) -> str:
        """The first changed line, as in the module."""
        return self.module.source.splitlines()[self.lines.start - 1].strip()

    @property
    def changed_line(self) -> str:
        """The same line, changed."""
        return self.source.splitlines()[self.lines.start - 1].strip()


def mutants_of(module: Module) -> Iterator[Mutant]:
    """Yield every mutant of a module that compiles and differs from the module in its syntax tree.

    Annotations are not compared, because only tools read them.
    """
    parts = _parts(module.source)
    for name, operator in _operators().items():
        occurrences = count()
        for part in parts:
            for at, (first, last) in enumerate(part.places(operator)):
                occurrence = next(occurrences)
                if name == "RemoveDecorator" and _is_needed_or_quick(first, module.source):
                    continue
                changed = mutate_code(part.text, operator, at)
                syntax = _syntax_of(changed)
                if syntax is not None and syntax != part.syntax:
                    function = _function_around(first, module.source)
                    source = part.before + changed + part.after
                    lines = range(first, last + 1)
                    yield Mutant(module, name, occurrence, lines, function, source)


@dataclass(frozen=True)
class _Part:
    """A statement of a module, such as a function: small, so that parsing it again is quick."""

    before: str
    text: str
    after: str
    nodes: tuple[NodeOrLeaf, ...]
    syntax: str | None

    def places(self, operator: Operator) -> Iterator[tuple[int, int]]:
        """The first and last line, in the module, of each place that an operator can change."""
        above = self.before.count("\n")
        for node in self.nodes:
            for (first, _), (last, _) in operator.mutation_positions(node):
                yield above + first, above + last


def _parts(source: str) -> list[_Part]:
    parts, before = [], ""
    for statement in get_ast(source).children:
        text = statement.get_code()
        after = source[len(before) + len(text) :]
        nodes = tuple(ast_nodes(get_ast(text)))
        parts.append(_Part(before, text, after, nodes, _syntax_of(text)))
        before += text
    return parts


def _is_needed_or_quick(line: int, source: str) -> bool:
    """Tell whether a decorator registers a check, or is a cache.

    Without the former the function is no check, and every case of it fails, whatever the cases
    test; without the latter it returns the same, later.
    """
    text = source.splitlines()[line - 1]
    return text in {"@check(", "@cache"} or text.startswith("@lru_cache(")


def is_tried(operator: str) -> bool:
    """Tell whether an operator of cosmic-ray is used, by its name."""
    kind, _, change = operator.partition("_")
    if kind == "ReplaceBinaryOperator":
        return change in OPPOSITES
    if kind == "ReplaceComparisonOperator":
        was, _, becomes = change.partition("_")
        ordered = was in {"Is", "IsNot"} and becomes in ORDERS
        return not ordered and (was, becomes) not in SAME_BY_NATURE
    return operator not in NEED_ARGUMENTS


@cache
def _operators() -> dict[str, Operator]:
    names = {name.rpartition("/")[2]: name for name in operator_names()}
    return {short: get_operator(name)() for short, name in names.items() if is_tried(short)}


def _syntax_of(source: str) -> str | None:
    """The syntax tree without annotations; None if the source cannot be compiled."""
    try:
        tree = ast.parse(source)
        compile(tree, "<mutant>", "exec", dont_inherit=True)
    except SyntaxError:
        return None
    return ast.dump(_WithoutAnnotations().visit(tree))


class _WithoutAnnotations(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        checking = [name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)]
        return None if checking == ["TYPE_CHECKING"] else self.generic_visit(node)


@cache
def _functions(source: str) -> tuple[tuple[range, str], ...]:
    """The bodies of functions and methods, as lines, with their qualified names."""
    functions = []
    classes: list[tuple[str, ast.AST]] = [("", ast.parse(source))]
    while classes:
        prefix, around = classes.pop()
        for node in ast.iter_child_nodes(around):
            if isinstance(node, ast.ClassDef):
                classes.append((f"{prefix}{node.name}.", node))
            elif isinstance(node, ast.FunctionDef):
                body = range(node.body[0].lineno, (node.end_lineno or 0) + 1)
                functions.append((body, prefix + node.name))
    return tuple(functions)


def _function_around(line: int, source: str) -> str | None:
    return next((name for body, name in _functions(source) if line in body), None)
