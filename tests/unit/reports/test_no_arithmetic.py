"""Reports and pages lay out and compute nothing: a figure, a rounding, a verdict is a mart's.

What may be added and subtracted are places on a page, and the years in the name of a school year.
"""

from __future__ import annotations

import ast
import re

from pipelines.settings import PACKAGE

PAGES = PACKAGE / "site"
MODULES = sorted({*(PACKAGE / "reports").rglob("*.py"), *PAGES.rglob("*.py")} - {PAGES / "charts.py"})
"""`charts` computes where things stand in a drawing, and gives no figure."""
TREES = {path.relative_to(PACKAGE): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
PLACES = re.compile(r"(?:page\.row|page|column|columns|last|first|at|values|row|len\(\w+\)|\d+)")
"""What stands in a place: a row or a column of a page, counted."""
PATHS = re.compile(
    r"(?:(?:writer\.)?folder|reports|(?:version|before)\.path|settings\.current"
    r"|folder_of\(.+?\)|files\(.+?\)) / "
)
"""A file below a folder."""
NAMES_A_YEAR = {"self.school_year + 1"}
"""2024-2025学年."""
COMPUTING_CALLS = {
    "round",
    "sum",
    "ceil",
    "floor",
    "abs",
    "min",
    "max",
    "pow",
    "divmod",
    "mean",
    "fsum",
    "Counter",
}
COMPUTING_MODULES = {"math", "statistics", "decimal", "fractions", "numpy", "polars"}
COMPUTING_SQL = re.compile(
    r"\b(?:sum|avg|round|ceil|floor|count_if|bool_or|bool_and)\s*\(|(?<!select)(?<=[\w)]) [*/+-] [\w(]"
)
VERDICTS = {"met", "near", "unmet", "reported"}


def arithmetic(tree: ast.AST) -> list[str]:
    """The sums and products of a module that are no places on a page."""
    counted = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, counted):
            said = ast.unparse(node)
            parts = re.split(r" [+-] ", said)
            if said in NAMES_A_YEAR or PATHS.match(said):
                continue
            if not all(PLACES.fullmatch(part) for part in parts):
                found.append(said)
    return found


def computing(tree: ast.AST) -> list[str]:
    """The functions and modules a module computes with."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found += [name] if name in COMPUTING_CALLS else []
        elif isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name in COMPUTING_MODULES]
        elif isinstance(node, ast.ImportFrom):
            found += [node.module] if node.module in COMPUTING_MODULES else []
    return found


def queries(tree: ast.AST) -> list[str]:
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"\b(?:select|from) ", node.value)
    ]


def test_what_is_looked_for_is_found() -> None:
    tree = ast.parse(
        "import math\nfigure = 100 * met / total\nplace = page.row + 1\nprinted = round(figure, 1)\n"
        "QUERY = 'select threshold * floor_ratio, sum(shortfall) from marts.fct_shortfall'"
    )
    assert arithmetic(tree) == ["100 * met / total", "100 * met"]
    assert computing(tree) == ["math", "round"]
    assert [COMPUTING_SQL.findall(sql) for sql in queries(tree)] == [[" * f", "sum("]]


def test_a_report_computes_nothing() -> None:
    for path, tree in TREES.items():
        assert arithmetic(tree) == [], path
        assert computing(tree) == [], path
        assert [sql for sql in queries(tree) if COMPUTING_SQL.search(sql)] == [], path


def test_a_report_gives_no_verdict() -> None:
    """A verdict is compared with, to tell what is lacking; it is never the value of anything."""
    for path, tree in TREES.items():
        given = [
            ast.unparse(node)
            for node in ast.walk(tree)
            if isinstance(node, ast.Return | ast.Assign | ast.IfExp | ast.Dict)
            and any(
                isinstance(part, ast.Constant) and part.value in VERDICTS
                for part in ast.iter_child_nodes(node)
            )
        ]
        assert given == [], path
