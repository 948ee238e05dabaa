"""What is said to people of an open table and its columns, from the descriptions of the seeds.

What does not belong here: which tables are open (county_rows), and how it is laid out (blanks, workbook).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from pipelines.county_rows.kinds import expected
from pipelines.county_rows.open_tables import COUNTY, OpenTable, Reference, read_seed

ENTRY = re.compile(r"\{%\s*docs\s+(\w+)\s*%\}(.*?)\{%\s*enddocs\s*%\}", re.DOTALL)
CALL = re.compile(r"\{\{\s*doc\('(\w+)'\)\s*\}\}")
SENTENCE, PART = re.compile(r".*?。", re.DOTALL), re.compile(r"[，；。（：]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONGEST_HEADING = 14
"""Signs of a Chinese heading; what is longer says more than a heading does."""
WHOSE = "县代码"


class Described:
    """The Chinese descriptions of the seeds of a project."""

    def __init__(self, dbt_project: Path) -> None:
        self._entries = {
            name: text.strip()
            for path in sorted((dbt_project / "docs").glob("*.md"))
            for name, text in ENTRY.findall(path.read_text(encoding="utf-8"))
        }

    def table(self, table: OpenTable) -> str:
        """What a table is and how its rows are taken, in Chinese."""
        about = self._chinese(self._seed(table).get("description", "")) if table.seed else ""
        whose = "不写县代码的行各县通用。" if table.for_all else ""
        only_added = "只能添加，代码和层不能与通用的相同。" if table.seed and not table.has_county else ""
        key = f"主键：{'、'.join(table.key)}。" if table.key else ""
        return f"{about}{whose}{only_added}{key}"

    def columns(self, table: OpenTable) -> Mapping[str, str]:
        """What stands in each column, in Chinese, with what a cell may hold."""
        told = {one["name"]: one.get("description", "") for one in self._seed(table).get("columns", ())}
        return {
            name: f"{self._chinese(told.get(name, ''))}填{expected(kind)}。"
            for name, kind in table.columns.items()
        }

    def headings(self, table: OpenTable) -> Mapping[str, str]:
        """The heading of each column: in Chinese where there is a short word for it, then its name."""
        told = {one["name"]: one.get("description", "") for one in self._seed(table).get("columns", ())}
        headings = {}
        for name in table.columns:
            word = WHOSE if name == COUNTY else PART.split(self._chinese(told.get(name, "")))[0]
            word = re.sub(r"\s", "", word)
            headings[name] = f"{word} {name}" if word and len(word) <= LONGEST_HEADING else name
        return headings

    def _seed(self, table: OpenTable) -> dict[str, Any]:
        if table.seed is None:
            return {}
        text = table.seed.with_suffix(".yml").read_text(encoding="utf-8")
        seeds = yaml.load(text, yaml.CSafeLoader)["seeds"]
        return next(one for one in seeds if one["name"] == table.name)

    def _chinese(self, text: str) -> str:
        """The Chinese sentences of a description, which stand before the English ones."""
        whole = CALL.sub(lambda call: self._entries.get(call[1], ""), text)
        return "".join(sentence for sentence in SENTENCE.findall(whole) if CHINESE.search(sentence)).strip()


def known_values(tables: Iterable[OpenTable]) -> Mapping[str, Mapping[str, list[str]]]:
    """By table and column, the shipped values that a column may name."""
    return {
        table.name: {
            column: sorted(value for value in to.shipped if value) for column, to in table.refers_to.items()
        }
        for table in tables
    }


def named_codes(tables: Iterable[OpenTable]) -> list[tuple[str, str, str]]:
    """Every shipped code that a row may name and that has a name: its column, itself, its name."""
    references = {(to.table, to.column): to for table in tables for to in table.refers_to.values()}
    return [named for to in references.values() for named in _named(to)]


def _named(to: Reference) -> Iterable[tuple[str, str, str]]:
    of = to.column.removesuffix("_code")
    for row in read_seed(to.seed):
        code, name = row[to.column], row.get(f"{of}_name") or row.get(of)
        if code and name and name != code:
            yield to.column, code, name
