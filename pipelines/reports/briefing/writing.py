"""Writing the briefing of a county: the document to edit, and beside it the one to print where a font is.

What does not belong here: what it says (parts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import duckdb

from pipelines.documents.as_docx import write_docx
from pipelines.documents.as_pdf import write_pdf
from pipelines.documents.fonts import Font
from pipelines.reports.briefing.facts import Facts, last_briefing
from pipelines.reports.briefing.parts import blocks
from pipelines.reports.scope import Scope
from pipelines.reports.words import verdict_words
from pipelines.warehouse.reading import records
from pipelines.warehouse.versions import Version

OWN_FIRST: Final = "select ruleset_code from marts.dim_ruleset order by counties is null, ruleset_code"


def write_briefing(
    connection: duckdb.DuckDBPyConnection,
    version: Version,
    scopes: Sequence[Scope],
    path: Path,
    *,
    fonts: tuple[Font, Font] | None,
    since: date | None = None,
) -> Iterator[Path]:
    """Write the briefing of a county; gives each path as it is written.

    Args:
        connection: the version, open.
        version: the version.
        scopes: of a county and school year, one a ruleset; its own speaks, else the first.
        path: where the .docx is written; the .pdf lies beside it.
        fonts: for the PDF; without them there is none.
        since: the day of the last briefing; by the county's interval when not given.
    """
    order = [row["ruleset_code"] for row in records(connection, OWN_FIRST)]
    scope = sorted(scopes, key=lambda one: order.index(one.ruleset_code))[0]
    day = version.created_at.astimezone(version.time_zone).date()
    facts = Facts(connection, version, scope, since or last_briefing(connection, scope.county_code, day))
    said = list(blocks(facts, verdict_words(connection)))
    footer = f"{scope.county_name}　数据版本 {version.name}"
    write_docx(path, said, version, footer)
    yield path
    if fonts:
        printed = path.with_suffix(".pdf")
        write_pdf(printed, said, version, footer, fonts)
        yield printed
