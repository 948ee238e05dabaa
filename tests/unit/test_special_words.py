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

ABOUT_SUCH_WORDS = ("simulate", "contracts/datasets")
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
"""Code lists whose words are no special words to Python, which writes sentences and headings, and why."""
OTHER_MEANING = {"ingest/discover.py": {"县级"}}
"""Words that mean something else where they stand: here a folder, in the code list a level of teachers."""
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


def in_quotes(words: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"'{re.escape(word)}=?'" for word in sorted(words)))


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


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
