"""What is said of files below `raw/` that nobody reads, and of a `raw/` in which there is no county.

What does not belong here: finding them (ingest.misplaced).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.errors import Trouble
from pipelines.ingest.misplaced import Misplaced
from pipelines.ingest.model import Finding
from pipelines.sentences import Sentence

RULE = "misplaced"
IS_WHAT = {
    "no_county": "文件夹名不是 6 位行政区划代码",
    "no_school_year": "文件夹名不是学年（如 2024 或 2024-2025）",
    "beside_counties": "文件不在任何县的文件夹里",
    "beside_school_years": "文件不在任何学年的文件夹里",
}
WHERE = Sentence("raw/六位行政区划代码/学年/ 里，如 raw/370399/2024/")
MOST_NAMED = 5


class NoCounty(Trouble):
    """There is nothing to read: no folder of a county below `raw/`."""

    def __init__(self, raw: Path, counties: Sequence[str], elsewhere: Sequence[Misplaced]) -> None:
        wanted = (
            Sentence("县 {counties} 的文件夹", counties=counties) if counties else Sentence("任何县的文件夹")
        )
        named = [one.path for one in elsewhere[:MOST_NAMED]]
        more: str = ""
        if len(elsewhere) > MOST_NAMED:
            more = Sentence("（那里有：{named}等）", named=named)
        elif named:
            more = Sentence("（那里有：{named}）", named=named)
        super().__init__(
            Sentence(
                "{raw} 里没有{wanted}{more}，什么也没有读，什么也没有撤回，现行版本继续有效。"
                "请把文件放在 {where}。",
                raw=raw,
                wanted=wanted,
                more=more,
                where=WHERE,
            )
        )


def of_misplaced(one: Misplaced) -> Finding:
    """What to tell about files that are not read because of where they lie."""
    return Finding(
        rule=RULE,
        severity="warn",
        found=f"“{one.path}”：{IS_WHAT[one.why]}，其中 {one.files} 个文件没有读",
        expected=f"文件放在 {WHERE}",
        remedy="请把文件移到相应的县和学年的文件夹里，或改正文件夹的名称；下次刷新会读取。",
    )
