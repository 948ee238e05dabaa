"""Files that are gone from `raw/`: withdrawn, or the whole county held as it was (datasets.md, in force 3).

What does not belong here: what is done with files that are there (intake).
"""

from __future__ import annotations

from pipelines.ingest.model import Finding
from pipelines.landing.in_the_folder import InTheFolder
from pipelines.landing.intake import Intake
from pipelines.landing.ledger import KnownVersion, Place

Path = tuple[int, str]
"""School year, path below the school year's folder."""


def withdraw_missing(intake: Intake, found: InTheFolder, *, hold_share: float) -> None:
    """Withdraw every version of a county whose path is gone, unless it may lie where nothing can be seen.

    When more than `hold_share` of its files vanish at once it is held instead: a disk that is not mounted is
    no withdrawal. A file that merely got another name has not vanished.
    """
    county_code, paths_on_disk = found.county_code, found.paths
    versions = [version for version in intake.known.values() if version.present]
    gone = [v for v in versions if _path(v) not in paths_on_disk and not found.may_hide(_path(v))]
    speaking = [v for v in versions if v.speaks]
    contents_there = {_content(v) for v in speaking if _path(v) in paths_on_disk}
    vanished = {v.file_id for v in gone if v.speaks and _content(v) not in contents_there}
    held = len(vanished) > hold_share * len(speaking)
    with intake.transaction():
        if held:
            _hold(intake, county_code, missing=len(vanished), known=len(speaking))
        for version in gone:
            if version.file_id not in vanished:
                intake.mark(version, present=False)
            elif not held:
                _withdraw(intake, version)


def _path(version: KnownVersion) -> Path:
    return version.school_year, version.path


def _content(version: KnownVersion) -> tuple[int, str]:
    return version.school_year, version.sha256


def _hold(intake: Intake, county_code: str, *, missing: int, known: int) -> None:
    intake.hold(county_code, missing=missing, known=known)
    finding = Finding(
        rule="county_held",
        severity="warn",
        found=(
            f"县 {county_code} 原有 {known} 个文件，其中 {missing} 个同时不见了，"
            "疑为磁盘没有挂载，该县数据保持上次的样子"
        ),
        expected="仍在原处的文件",
        remedy="请检查原始文件所在的磁盘或文件夹；如确要撤回这些文件，请分批移出，或调高设置 hold_share。",
    )
    intake.note(Place(county_code), [finding])
    intake.report.is_held = True


def _withdraw(intake: Intake, version: KnownVersion) -> None:
    finding = Finding(
        rule="withdrawn",
        severity="warn",
        found=f"文件 {version.path} 已不在原始文件夹中，它的数据已撤回，被它替换的旧数据重新生效",
        expected="仍在原处的文件",
        remedy="如是误删，请把原文件放回原处，放回后数据自动恢复。",
    )
    intake.mark(version, present=False)
    intake.note(version.place, [finding])
    intake.report.files_withdrawn += 1
