"""What people read for a code, from the version's own list of words.

What does not belong here: colours (style).
"""

from __future__ import annotations

import duckdb

from pipelines.warehouse.reading import records

VERDICTS = "select code, word from marts.dim_code_word where word_kind = 'verdict'"


def verdict_words(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The word for every verdict: met 达标, unmet 未达标, no_data 缺数据 and so on."""
    return {row["code"]: row["word"] for row in records(connection, VERDICTS)}
