"""What is said of comments that somebody has left on cells of a table's rows: they are not read.

A comment on a heading explains it, as in the templates. What does not belong here: finding them
(ingest.sheet_facts).
"""

from __future__ import annotations

from pipelines.contracts.recognising.typed_rows import TypedRows
from pipelines.ingest.model import Address, Finding

EXAMPLES = 5


def of_comments(typed: TypedRows) -> list[Finding]:
    """One note that names the first of the cells."""
    if not typed.sheet.comments:
        return []
    if typed.sheet.addresses:
        values = {(one.row, one.column) for one in typed.sheet.addresses if one.sheet == typed.sheet.name}
        places = [place for place in typed.sheet.comments if place in values]
    else:
        rows = set(typed.cells["row_number"].to_list())
        places = [place for place in typed.sheet.comments if place[0] + 1 in rows]
    if not places:
        return []
    named = "、".join(Address(typed.sheet.name, *place).shown for place in places[:EXAMPLES])
    return [
        Finding(
            rule="comments",
            severity="note",
            found=f"有 {len(places)} 个单元格带有批注（{named}{'等' if len(places) > EXAMPLES else ''}），"
            "批注没有读取，单元格照常读取",
            expected="写在单元格里的数据",
            remedy="请核对批注；批注改变了数的，请改在单元格里；否则不必理会。",
            dataset=typed.found.dataset.name,
            sheet=typed.sheet.name or None,
        )
    ]
