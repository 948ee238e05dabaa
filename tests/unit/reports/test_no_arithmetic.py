"""Reports and pages lay out and compute nothing: a figure, a rounding, a verdict is a mart's.

What may be added and subtracted are places on a page, how many lines one lists, and the years in the name of
a school year.
"""

from __future__ import annotations

import ast
import re

from pipelines.settings import PACKAGE

PAGES = PACKAGE / "site"
MODULES = sorted(
    {*(PACKAGE / "reports").rglob("*.py"), *PAGES.rglob("*.py")}
    - {PAGES / "charts.py", PAGES / "plan_charts.py"}
)
"""`charts` and `plan_charts` compute where things stand in a drawing, and give no figure."""
TREES = {path.relative_to(PACKAGE): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
PLACES = re.compile(r"(?:page\.row|page|column|columns|last|first|at|values|row|len\(\w+\)|\d+)")
"""What stands in a place: a row or a column of a page, counted."""
PATHS = re.compile(
    r"(?:(?:writer\.)?folder|reports|(?:version|before)\.path|settings\.current"
    r"|folder_of\(.+?\)|files\(.+?\)) / "
)
"""A file below a folder."""
NAMES_A_YEAR = re.compile(r"(?:self\.|scope\.|figure\[')school_year(?:'\])? \+ 1")
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
ROUNDED = {
    "value:,.10g",  # as a mart means it
    "value:,.{decimals}f",  # `rounded`: no mart prints it
    "value:.{decimals}f",  # the registry says its decimals
    "row[name]:.0f",  # the pupils of a forecast, which no mart prints
    "row['pupils_change']:+.0f",  # likewise
    "row['value']:.6g",  # beside its verdict, so that one sees which side it is on
}
"""The ways in which a figure may be rounded by the way it is written."""
LAID_OUT = re.compile(r"loop\.\w+|(?:point|chart)\.\w+|[\w.]+\|length|[\w.]*year|\d+")
"""What a template may add: its own lines, places in a drawing, and the years in the name of a school year."""
VERDICTS = {"met", "near", "unmet", "reported"}


def arithmetic(tree: ast.AST) -> list[str]:
    """The sums and products of a module that are no places on a page."""
    counted = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
    a_list = (ast.List, ast.ListComp, ast.IfExp)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AugAssign) and isinstance(node.op, counted):
            on_a_page = re.split(r"\.", ast.unparse(node.target))[-1]
            if not isinstance(node.value, a_list) and not PLACES.fullmatch(on_a_page):
                found.append(ast.unparse(node))
        if isinstance(node, ast.BinOp) and isinstance(node.op, counted):
            said = ast.unparse(node)
            parts = re.split(r" [+-] ", said)
            if NAMES_A_YEAR.fullmatch(said) or PATHS.match(said):
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


def rounding(tree: ast.AST) -> list[str]:
    """The figures that a module rounds by the way it writes them."""
    said = [
        f"{ast.unparse(node.value)}:{ast.unparse(node.format_spec)[2:-1]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec
    ]
    return [one for one in said if re.search(r"\.[\d{].*[efg%]$", one) and one not in ROUNDED]


def computing_in(template: str) -> list[str]:
    """What a template computes with; of a change it may say in words whether it is more or less."""
    found = []
    for said in re.findall(r"\{[{%](.+?)[%}]\}", template):
        plain = re.sub(r"'[^']*'|\"[^\"]*\"", "''", said)
        for sides in re.findall(r"([\w.|\])]+) [-+*/%] ([\w.|(]+)", plain):
            found += [] if all(map(LAID_OUT.fullmatch, sides)) else [said.strip()]
        found += [name for name in re.findall(r"\|\s*(\w+)", plain) if name in COMPUTING_CALLS - {"abs"}]
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
    assert rounding(ast.parse("f'{row[1]:.1f} {at:%Y.%m} {value:,.{decimals}f} {share:.0%}'")) == [
        "row[1]:.1f", "share:.0%",
    ]  # fmt: skip
    assert arithmetic(ast.parse("total += row['pupils']\npage.row += 1\nsaid += ['甲']")) == [
        "total += row['pupils']"
    ]
    assert computing_in("{{ rows|length + 1 }}{% if met * 2 > all %}{{ values|sum }}{{ '1 - 2' }}") == [
        "if met * 2 > all", "sum",
    ]  # fmt: skip
    assert [COMPUTING_SQL.findall(sql) for sql in queries(tree)] == [[" * f", "sum("]]


def test_a_report_computes_nothing() -> None:
    for path, tree in TREES.items():
        assert arithmetic(tree) == [], path
        assert computing(tree) == [], path
        assert rounding(tree) == [], path
        assert [sql for sql in queries(tree) if COMPUTING_SQL.search(sql)] == [], path


def test_a_page_computes_nothing() -> None:
    templates = sorted((PAGES / "templates").glob("*"))
    assert len(templates) > 10
    for path in templates:
        assert computing_in(path.read_text(encoding="utf-8")) == [], path.name


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
