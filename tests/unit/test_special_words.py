"""No stage, kind of school or dataset is named in shared code: they are rows and fields of contracts.

What does not belong here: the datasets themselves and the simulator, which are about such words.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.settings import PACKAGE, Settings
from pipelines.warehouse.regions import OF_COUNTY, OF_NATION, OF_PREFECTURE, OF_PROVINCE

ABOUT_SUCH_WORDS = ("simulate", "contracts/datasets")
HOME_OF_REGIONS = "warehouse/regions.py"
"""Where the kinds of regions are named, with which the league is made."""
COMMON = {
    "yes_no": "是 and 否 are words of any sentence",
    "subject_type": "县 and 镇街 head columns of any table",
    "evidence_conclusion": "达标 is what a verdict says of anything",
    "evidence_rating": "so is 合格",
    "incident_conclusion": "so is 不合格",
    "overall_rating": "so is 满意",
    "area": "综合 is by contract how fct_recognition calls all areas together",
    "dimension": "镇街 and 学科 head columns",
    "part": "so does 全部",
    "place": "全县 is said of any county",
}
"""Code lists whose words are no special words to Python, which writes sentences and headings, and why.
Python that asks for one, in SQL or by comparing, has it from the list all the same."""
OTHER_MEANING = {
    "ingest/discover.py": {"县级"},
    "founding/prefilled.py": {"县"},
    "planning/changes.py": {"学年"},
    "reports/about.py": {"说明"},
}
"""Words that mean something else where they stand: a folder, what departments are called after, headings."""
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if not path.relative_to(PACKAGE).as_posix().startswith(ABOUT_SUCH_WORDS)
)
PROJECT = Settings().dbt_project
QUERIES = sorted(
    path
    for folder in ("models", "macros", "tests")
    for ending in ("sql", "py")
    for path in (PROJECT / folder).rglob(f"*.{ending}")
)
NO_CODE = re.compile(r"\{#.*?#\}|--[^\n]*|\{\{ config\([^)]*\) \}\}", re.DOTALL)
"""Comments, and the Chinese name of a view."""


def special_words() -> set[str]:
    return {word for kind, word in code_words() if kind not in COMMON and len(word) > 1}


def code_words() -> Iterator[tuple[str, str]]:
    """Every word a column may hold, with its list; stages, kinds of schools and of details from seeds."""
    table = (PACKAGE / "contracts" / "codes" / "words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        yield row["list"], row["value"]
    for seed, column in (
        ("codes/stages", "stage"),
        ("codes/school_types", "school_group"),
        ("codes/provider_types", "ownership"),
        ("codes/urban_rural_types", "urban_rural"),
    ):
        table = (PROJECT / "seeds" / f"{seed}.csv").read_text(encoding="utf-8")
        yield from ((column, row[column]) for row in csv.DictReader(table.splitlines()) if row[column])
    for row in csv.DictReader((PROJECT / "seeds/codes/code_words.csv").read_text("utf-8").splitlines()):
        if row["word_kind"] in ("dimension", "part", "place", "area"):
            yield row["word_kind"], row["word"]


def words_asked_for() -> set[str]:
    """Every word that a published column may hold: of any list, kind of code or kind of region."""
    seeds = PROJECT / "seeds"
    shown = csv.DictReader((seeds / "codes" / "code_words.csv").read_text(encoding="utf-8").splitlines())
    regions = {OF_COUNTY, OF_PREFECTURE, OF_PROVINCE, OF_NATION}
    words = {word for _, word in code_words()} | {row["word"] for row in shown} | regions
    return {word for word in words if not word.isascii()}


def in_quotes(words: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"'{re.escape(word)}=?'" for word in sorted(words)))


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def compared(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that something is compared with, or that is called by a name of its own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Compare(left=left, comparators=others):
                asked: list[ast.expr] = [left, *others]
            case ast.Assign(value=ast.Constant() as value) | ast.AnnAssign(value=ast.Constant() as value):
                asked = [value]
            case ast.MatchValue(value=value):
                asked = [value]
            case _:
                continue
        for one in asked:
            for part in ast.walk(one):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.lineno, part.value


def test_python_asks_for_no_word_of_a_column_by_the_word() -> None:
    """A query or a comparison has the word from the list, so that one that is changed there holds."""
    words = words_asked_for()
    quoted = in_quotes(words)
    special = []
    for path in MODULES:
        where = path.relative_to(PACKAGE).as_posix()
        special += [
            f"{where}, line {line}: {found.group()}"
            for line, text in texts(path)
            for found in quoted.finditer(text)
        ]
        if where != HOME_OF_REGIONS:
            special += [
                f"{where}, line {line}: {text}"
                for line, text in compared(path)
                if text in words - OTHER_MEANING.get(where, set())
            ]
    assert special == []


def test_shared_code_names_no_dataset_and_compares_with_no_word_of_a_code_list() -> None:
    words = special_words()
    # a word stands alone, or in quotes within SQL; in a sentence to a person it is no special case
    quoted = in_quotes(words)
    named = re.compile(rf"\b(?:{'|'.join(DATASETS)})\b")
    special = []
    for path in MODULES:
        where = path.relative_to(PACKAGE).as_posix()
        meant_otherwise = OTHER_MEANING.get(where, set())
        special += [
            f"{where}, line {line}: {text.strip()[:60]}"
            for line, text in texts(path)
            if text not in meant_otherwise and (text in words or quoted.search(text) or named.search(text))
        ]
    assert special == []


def test_sql_compares_with_no_word_of_a_code_list() -> None:
    quoted = in_quotes({word for _, word in code_words() if not word.isascii()})
    special = []
    for path in QUERIES:
        code = NO_CODE.sub("", path.read_text(encoding="utf-8"))
        special += [(path.name, line.strip()) for line in code.splitlines() if quoted.search(line)]
    assert special == []
