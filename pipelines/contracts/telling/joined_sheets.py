"""What is said about sheets that were read as one table.

What does not belong here: finding out that they are (recognising).
"""

from __future__ import annotations

from pipelines.contracts.recognising.by_headings import Recognised
from pipelines.contracts.recognising.side_by_side import SideBySide
from pipelines.ingest.model import Finding, Sheet, place


def side_by_side(whole: SideBySide) -> Finding:
    """Sheets whose rows agree were read as the columns of one table: what told it."""
    first, *others = (part.sheet for part in whole.parts)
    dataset = whole.found.dataset
    headings = {match.column: match.heading.text for match in whole.found.matches}
    keys = "、".join(f"“{headings[name]}”" for name in dataset.key if name in headings)
    names = "、".join(place(one.name) for one in others)
    return Finding(
        rule="split_columns",
        severity="note",
        found=f"与{names}各行的{keys}相同，已作为同一张表（{dataset.title}）的各列一起读取",
        expected="同一张表",
        remedy="请核对它们是同一张表；如果不是，请分成两个文件报送。",
        dataset=dataset.name,
        sheet=first.name or None,
    )


def continued(sheet: Sheet, found: Recognised) -> Finding:
    """A sheet without a heading was read as going on with the table before it."""
    return Finding(
        rule="continued_sheet",
        severity="warn",
        found=f"没有表头，各列与上一张表（{found.dataset.title}）一致，已作为它的续表读取",
        expected="有表头的工作表",
        remedy="请核对续表的列与上一张表完全相同；最好在每张工作表上都写表头。",
        dataset=found.dataset.name,
        sheet=sheet.name or None,
    )
