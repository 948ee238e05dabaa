"""The project uses of its libraries what they offer: no name that begins with an underscore, no trick.

What does not belong here: the direction of our own imports (pyproject.toml).
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator

from pipelines.settings import PACKAGE

OWN = "pipelines"
OFFERED = {"_exit", "_asdict", "_fields", "_make", "_replace"}
"""What the manual of the language describes all the same: of `os`, and of named tuples."""
TEXTS = {path.relative_to(PACKAGE.parent): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
TREES = {path: ast.parse(text) for path, text in TEXTS.items()}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def foreign_private_names(tree: ast.Module) -> Iterator[str]:
    """What is imported from elsewhere, or asked of a thing that is not this module's own."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_on_self(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if is_private(node.module or "") or not (node.module or "").startswith(OWN):
                yield from (alias.name for alias in node.names if is_private(alias.name))
        elif isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in own | OFFERED:
            yield ast.unparse(node)


def is_on_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}


def test_no_private_name_of_a_library_is_used() -> None:
    used = {path: list(foreign_private_names(tree)) for path, tree in TREES.items()}
    assert {path: names for path, names in used.items() if names} == {}


def test_nothing_is_hidden_from_a_library() -> None:
    assert [path for path, text in TEXTS.items() if "sys.modules" in text] == []


def test_no_private_method_of_a_library_is_overridden() -> None:
    overridden = []
    for path, tree in TREES.items():
        module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                bases = getattr(module, node.name).__mro__[1:]
                foreign = [base for base in bases if not base.__module__.startswith(OWN)]
                theirs = {name for base in foreign for name in vars(base) if is_private(name)}
                ours = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
                overridden += [(path, node.name, name) for name in ours & theirs]
    assert overridden == []
