"""Links below `raw/` that are not followed, so that what hangs on them is not missed in silence.

What does not belong here: files that are read (ingest.discover).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.contracts.result import FileResult
from pipelines.ingest.discover import (
    COUNTY_FOLDER,
    COUNTY_OFFICE,
    YEAR_FOLDER,
    RawFile,
    raw_file,
)
from pipelines.ingest.model import Finding
from pipelines.ingest.walking import entries_below, is_link

WHOLE_YEAR = "整个学年文件夹"
"""Stands for the path of a file where the folder itself is the link."""


def links_not_followed(raw: Path, counties: Sequence[str] = ()) -> list[RawFile]:
    """Every link within a school year's folder that leads to a folder, to nothing, or out of `raw/`.

    A school year or county that is itself a link out of `raw/` stands as one: nothing in it is looked at.
    """
    found = []
    inside = raw.resolve()
    for folder in sorted(raw.glob("*/*/")):
        county, year = folder.parent.name, YEAR_FOLDER.fullmatch(folder.name)
        if not (COUNTY_FOLDER.fullmatch(county) and year) or (counties and county not in counties):
            continue
        if not folder.resolve().is_relative_to(inside):
            way_out = folder if folder.is_symlink() else folder.parent
            modified_at = way_out.lstat().st_mtime
            found.append(
                RawFile(way_out, county, int(year.group(1)), WHOLE_YEAR, COUNTY_OFFICE, 0, modified_at)
            )
            continue
        for path in _links(folder, inside):
            link = raw_file(path, county, int(year.group(1)), folder)
            found.append(replace(link, modified_at=path.lstat().st_mtime))
    return found


def refused_link(link: RawFile) -> FileResult:
    """What is said about a link that is not followed."""
    reason = "链接没有读取"
    finding = Finding(
        rule="link_not_followed",
        severity="refuse",
        found=f"{link.relative} 是一个链接，指向原始文件夹以外、另一个文件夹或不存在的文件",
        expected="放在原始文件夹里的文件本身",
        remedy="请把文件本身复制到该位置，代替链接。",
    )
    return FileResult(sheets=[], findings=[finding], state="refused", reason=reason)


def _links(folder: Path, raw: Path) -> Iterator[Path]:
    for entry in entries_below(folder):
        path = Path(entry.path)
        if is_link(entry) and not (path.is_file() and path.resolve().is_relative_to(raw)):
            yield path
