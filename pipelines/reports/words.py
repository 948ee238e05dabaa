"""What people read for a code and in which order, from the version's own list of words.

What does not belong here: colours (style).
"""

from __future__ import annotations

import duckdb

from pipelines.warehouse.reading import records

VERDICTS = "select code, word from marts.dim_code_word where word_kind = 'verdict'"


def order_of(stage: str) -> str:
    """The place of a stage among the stages, in SQL; `stage` is a column."""
    return f"(select sort_order from marts.dim_code_word where word_kind = 'stage' and code = {stage})"


def verdict_words(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The word for every verdict: met 达标, unmet 未达标, no_data 缺数据 and so on."""
    return {row["code"]: row["word"] for row in records(connection, VERDICTS)}
