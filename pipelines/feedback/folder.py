"""The feedback workbooks of a home: `feedback/<county>/<school year>/<provider>/<file name>.反馈.xlsx`.

They follow the ledger and the version in force: a file that lies in `raw/` has a workbook, one that was
withdrawn or replaced has none. A file with faults is read again, because its cells are shown; of the others
the ledger knows enough (receipts). `feedback/index.json` says which file version each is about and what was
told, so that only what is new is written and what a killed refresh left out is made good by the next;
`feedback/counties.json` says for what each county was last answered whole. What does not belong here: what
stands in a workbook (workbook).
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import duckdb

from pipelines.feedback.receipts import landed_findings, results_of
from pipelines.feedback.version_said import VersionSaid, version_said
from pipelines.feedback.writing import Known, Standing, write_workbooks
from pipelines.landing.digest import digests
from pipelines.landing.store import read_store
from pipelines.landing.troubles import StoreTrouble
from pipelines.processes.helpers import Helpers
from pipelines.settings import Settings
from pipelines.warehouse.county_build import county_builds
from pipelines.warehouse.versions import current

LOG = logging.getLogger(__name__)
INDEX, COUNTIES = "index.json", "counties.json"
STANDING = """
with newest as (
    from store.ledger.file_presence
    where is_present and known_until = 'infinity'
    qualify row_number() over (
        partition by county_code, school_year, path order by known_from desc, received_at desc
    ) = 1
)
select
    county_code, school_year, path, sha256, file_id,
    coalesce(path_shown, path) as path_shown, coalesce(provider_shown, provider) as provider_shown,
    received_at,
    file_id in (
        select file_id from store.ledger.finding where severity <> 'note' and rule <> 'withdrawn'
    ) as has_faults
from newest
order by county_code, school_year, path
"""
"""The version that came last to each path: a refused one may stand beside the accepted one that goes on
speaking. It has faults where more was said of it than notes."""


def bring_up_to_date(settings: Settings, helpers: Helpers | None = None) -> int:
    """Write and remove workbooks until they agree with the ledgers and the version in force.

    A county of which nothing new is to be told is left alone, its store is not opened. A workbook that cannot
    be written is logged and tried again the next time, and so is a county whose store cannot be read; it
    keeps nobody from anything.

    Args:
        settings: where things are.
        helpers: those that help to write many; without them this process writes all.

    Returns:
        How many were written.

    Raises:
        OSError: the index cannot be written.
    """
    told, answered_as = _read_index(settings.feedback / INDEX), _read_index(settings.feedback / COUNTIES)
    version = current(settings)
    built = {
        code: one.version_built for code, one in county_builds(version.manifest if version else {}).items()
    }
    # of what was built in one version every later one says the same
    signs = {code: f"{digest} {built.get(code)}" for code, digest in digests(settings).items()}
    before: dict[str, dict[str, str]] = {code: {} for code in signs}
    for workbook, of in told.items():
        before.setdefault(_county_of(workbook), {})[workbook] = of
    new = [
        code
        for code, sign in signs.items()
        if answered_as.get(code) != f"{sign} {len(before[code])}"
        or not all((settings.feedback / workbook).exists() for workbook in before[code])
    ]
    wanted = {name: of for code in signs.keys() - set(new) for name, of in before[code].items()}
    due: list[Standing] = []
    unread: set[str] = set()
    known = Known(version_said(version, settings.time_zone, new), {}, {})
    for county_code in new:
        try:
            with read_store(settings, county_code) as connection:
                wanted |= _look_through(connection, told, settings.feedback, due, known)
        except StoreTrouble as trouble:
            LOG.warning("县 %s 的反馈表没有更新：%s", county_code, trouble)
            wanted |= before[county_code]
            unread.add(county_code)
    kept = {
        workbook: sign
        for workbook, sign in told.items()
        if wanted.get(workbook) == sign and (settings.feedback / workbook).exists()
    }
    for workbook in told.keys() - wanted.keys():
        _remove(settings.feedback, workbook)
    written = write_workbooks(settings, known, due, helpers or Helpers())
    stands = kept | {workbook: wanted[workbook] for workbook in written}
    # a workbook that could not be written anew stands as it was and is tried again
    late = {workbook: "" for workbook in told.keys() & wanted.keys() - stands.keys()}
    if told != stands | late:
        _write_index(settings.feedback / INDEX, stands | late)
    behind = set(map(_county_of, wanted.keys() - stands.keys())) | unread
    number = Counter(map(_county_of, stands))
    answered = {code: f"{sign} {number[code]}" for code, sign in signs.items() if code not in behind}
    if answered_as != answered:
        _write_index(settings.feedback / COUNTIES, answered)
    return len(written)


def _look_through(
    connection: duckdb.DuckDBPyConnection,
    told: Mapping[str, str],
    folder: Path,
    due: list[Standing],
    known: Known,
) -> dict[str, str]:
    """See what there is to tell of a county; returns what each of its workbooks has to tell of."""
    standing = [Standing(*row) for row in connection.execute(STANDING).fetchall()]
    signs = {one.workbook: _sign(one, known.said) for one in standing}
    new = [one for one in standing if not _stands(one, signs, told, folder)]
    due += new
    known.results.update(results_of(connection, [one.file_id for one in new if not one.has_faults]))
    known.landed.update(landed_findings(connection, [one.file_id for one in new]))
    return signs


def _county_of(workbook: str) -> str:
    return workbook.partition("/")[0]


def _stands(one: Standing, signs: Mapping[str, str], told: Mapping[str, str], folder: Path) -> bool:
    """Whether its workbook tells all that is to be told of it."""
    return told.get(one.workbook) == signs[one.workbook] and (folder / one.workbook).exists()


def _sign(one: Standing, said: VersionSaid) -> str:
    """Equal as long as the same is to be told of a file."""
    return f"{one.file_id} {said.of(one.file_id).sign} {said.counties.get(one.county_code, '')}"


def _remove(folder: Path, workbook: str) -> None:
    """Remove a workbook, and the folders that are empty without it."""
    path = folder / workbook
    with suppress(OSError):
        path.unlink(missing_ok=True)
        for parent in path.relative_to(folder).parents[:-1]:
            (folder / parent).rmdir()


def _read_index(path: Path) -> dict[str, str]:
    """What each workbook or county was answered with; empty where there is no index or it cannot be read."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _write_index(path: Path, index: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(partial, path)
