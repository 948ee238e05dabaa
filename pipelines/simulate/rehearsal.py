"""A home whose version in force holds the published rows of many synthetic counties: a nation to rehearse on.

It can be queried, reported from and joined to; nothing has landed in it, so a refresh would find no county.
What does not belong here: the rows (nation).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.sentences import Sentence
from pipelines.settings import Settings
from pipelines.simulate.nation import write_nation
from pipelines.simulate.plan import county_codes
from pipelines.simulate.tables import NOTICE
from pipelines.warehouse.checksums import OF_DATABASE, OF_FILES, signed
from pipelines.warehouse.county_build import CountyBuild, as_manifest, county_builds
from pipelines.warehouse.league import write_league
from pipelines.warehouse.versions import MANIFEST, Version, current, next_name, point_to


def rehearse(like: Settings, home: Path, counties: int, *, seed: int) -> Version:
    """Write the version and put it in force.

    Args:
        like: the home with the version whose counties the others are like.
        home: the new home.
        counties: how many.
        seed: varies the figures; the same seed gives the same rows.

    Raises:
        ValueError: there is no version to take counties from, or `counties` is out of range.
    """
    few = current(like)
    if few is None:
        raise ValueError(Sentence("{home} 里没有已发布的版本", home=like.home))
    settings, taken = Settings(home=home), county_builds(few.manifest)
    codes = [code for code in county_codes(counties + len(taken)) if code not in taken][:counties]
    now = datetime.now(UTC)
    name = next_name(settings, now)
    version = Version(name, settings.versions / name, {}, settings.time_zone)
    write_nation(few.database, version.database, codes, seed=seed)
    with duckdb.connect(str(version.database)) as connection:
        write_league(connection)
        connection.execute("checkpoint")
    builds = {
        code: CountyBuild(code, "fresh", version_built=name, fingerprint=f"{code} {NOTICE}") for code in codes
    }
    plain = few.manifest | {
        "version": name,
        "created_at": now.isoformat(timespec="seconds"),
        "previous": None,
        "synthetic": NOTICE,
        "counties": as_manifest(builds),
        "row_counts": {},
        OF_DATABASE: version.database.stat().st_size,
        OF_FILES: None,
    }
    manifest = signed(plain)
    (version.path / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    point_to(settings, version)
    return Version(name, version.path, manifest, settings.time_zone)
