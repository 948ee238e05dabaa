"""No stage, kind of school or dataset is named in shared code: they are rows and fields of contracts.

What does not belong here: the datasets themselves and the simulator, which are about such words.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.settings import PACKAGE

ABOUT_SUCH_WORDS = ("simulate", "contracts/datasets", "reports", "landing/earlier")
COMMON = {
    "yes_no": "是 and 否 are words of any sentence",
    "subject_type": "县 and 镇街 head columns of any table",
    "evidence_conclusion": "达标 is what a verdict says of anything",
    "evidence_rating": "so is 合格",
    "incident_conclusion": "so is 不合格",
    "overall_rating": "so is 满意",
}
"""Code lists whose words are no special words, and why."""
OTHER_MEANING = {"ingest/discover.py": {"县级"}}
"""Words that mean something else where they stand: here a folder, in the code list a level of teachers."""
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if not path.relative_to(PACKAGE).as_posix().startswith(ABOUT_SUCH_WORDS)
)


def special_words() -> set[str]:
    table = (PACKAGE / "contracts" / "codes" / "words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {row["value"] for row in rows if row["list"] not in COMMON and len(row["value"]) > 1}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_shared_code_names_no_dataset_and_compares_with_no_word_of_a_code_list(path: Path) -> None:
    words = special_words() - OTHER_MEANING.get(path.relative_to(PACKAGE).as_posix(), set())
    # a word stands alone, or in quotes within SQL; in a sentence to a person it is no special case
    quoted = re.compile("|".join(f"'{re.escape(word)}'" for word in sorted(words)))
    named = re.compile(rf"\b(?:{'|'.join(DATASETS)})\b")
    special = [
        f"line {line}: {text.strip()[:60]}"
        for line, text in texts(path)
        if text in words or quoted.search(text) or named.search(text)
    ]
    assert special == []
