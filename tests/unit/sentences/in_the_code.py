"""The sentences as they stand in the code: calls of `Sentence`, and of errors that end a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.settings import PACKAGE

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
MAKES_THEM = PACKAGE / "sentences.py"
ENDS = "Trouble"
"""The class of which every error that ends a command is."""


@dataclass(frozen=True)
class Call:
    """A call in the code, and where."""

    path: Path
    node: ast.Call

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(PACKAGE).as_posix()}:{self.node.lineno}"


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def called(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@cache
def sentences() -> list[Call]:
    """Every call of `Sentence`."""
    return [
        Call(path, node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node.func) == "Sentence" and path != MAKES_THEM
    ]


def templates() -> dict[str, str]:
    """The templates, each with a place where it stands."""
    return {
        call.node.args[0].value: call.place
        for call in sentences()
        if call.node.args and isinstance(call.node.args[0], ast.Constant)
    }


@cache
def troubles() -> frozenset[str]:
    """The names of the errors that end a command."""
    bases = {
        node.name: {called(base) for base in node.bases}
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {ENDS}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return frozenset(found)


def made() -> Iterator[Call]:
    """Every call that makes such an error, and every one by which its class hands on what is said."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node.func) in troubles():
                yield Call(path, node)
            if isinstance(node, ast.ClassDef) and node.name in troubles():
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Call) and called(inner.func) == "__init__":
                        yield Call(path, inner)


def untold(node: ast.AST) -> Iterator[ast.Constant]:
    """The Chinese in a call that is no template, so that it stays Chinese in English."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str) and CHINESE.search(child.value):
            yield child
        elif isinstance(child, ast.Call) and called(child.func) == "Sentence":
            for part in child.keywords:
                yield from untold(part)
        elif isinstance(child, ast.Call) and called(child.func) == "Listed":
            yield from untold(child.args[0])  # not what stands between
        else:
            yield from untold(child)
