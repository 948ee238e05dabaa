"""Reports and pages are the same whoever wrote them; those of counties that stay are shared."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.orchestration.papers import KINDS, write_papers
from pipelines.processes.helpers import Helpers
from pipelines.settings import Settings
from pipelines.warehouse.county_build import county_builds
from pipelines.warehouse.versions import Version, current
from tests.conftest import CountyVersion

MARTS = frozenset().union(*(kind.reads for kind in KINDS))


@pytest.fixture
def version(county_version: CountyVersion, tmp_path: Path) -> Version:
    """The published figures of the county, in a folder without papers."""
    found = current(Settings(raw=county_version.raw, home=county_version.home))
    assert found
    return in_folder(found, tmp_path / "version")


def in_folder(version: Version, folder: Path) -> Version:
    folder.mkdir()
    os.link(version.database, folder / version.database.name)
    return replace(version, path=folder)


def papers(version: Version) -> dict[str, Path]:
    found = {path.relative_to(version.path).as_posix(): path for path in version.path.rglob("*.*")}
    return {name: path for name, path in found.items() if path != version.database and path.is_file()}


def test_with_a_helper_the_same_is_written_as_without(version: Version, tmp_path: Path) -> None:
    codes = list(county_builds(version.manifest))
    write_papers(Helpers(), MARTS, version, None, codes)
    with Helpers(1) as helpers:
        helped = in_folder(version, tmp_path / "helped")
        write_papers(helpers, MARTS, helped, None, codes)
    alone, together = papers(version), papers(helped)
    assert alone.keys() == together.keys()
    assert any(name.endswith(".xlsx") for name in alone)
    pages = [name for name in alone if name.endswith((".html", ".js", ".css"))]
    assert len(pages) > 20
    for name in pages:
        assert alone[name].read_bytes() == together[name].read_bytes(), name


def test_the_papers_of_a_county_that_stays_are_those_of_the_version_before(
    version: Version, tmp_path: Path
) -> None:
    (code,) = county_builds(version.manifest)
    write_papers(Helpers(), MARTS, version, None, [code])
    after = in_folder(version, tmp_path / "after")
    write_papers(Helpers(), MARTS, after, version, [])
    before, stay = papers(version), papers(after)
    own = [name for name in before if f"/{code}/" in name]
    assert own and all(stay[name].samefile(before[name]) for name in own)


def test_a_project_that_builds_nothing_to_show_has_no_papers(version: Version) -> None:
    write_papers(Helpers(), frozenset(), version, None, list(county_builds(version.manifest)))
    assert not papers(version)
