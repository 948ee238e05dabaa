"""Reports and pages of a night, written by this process and by those that help it.

What is of one county is of no other, so that counties are written in any order and by any process; the more
processors there are, the more counties are written at once. What does not belong here: what stands in them
(reports, site), and when they are written (publish_step).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Set
from functools import partial
from typing import NamedTuple

from pipelines.processes.helpers import Helpers
from pipelines.reports import nightly as reports
from pipelines.reports.paths import FOLDER as REPORTS
from pipelines.site import nightly as site
from pipelines.site.paths import FOLDER as SITE
from pipelines.site.queries import READS as SITE_READS
from pipelines.warehouse.sharing import share_counties
from pipelines.warehouse.versions import Version

TURNS = 2
"""So many times each process takes counties, so that none is left over with much at the end."""
TOGETHER = 10
"""More counties than this are not taken at once."""


class Kind(NamedTuple):
    """A kind of papers.

    Attributes:
        reads: the marts it is made of; a project that builds fewer has none.
        folder: of a version, in which every county has a folder of its own.
        counties_in: of which counties a version has them.
        write_counties: writes those of counties.
        write_over_all: writes what is of all counties.
    """

    reads: frozenset[str]
    folder: str
    counties_in: Callable[[Version], set[str]]
    write_counties: Callable[[Version, Version | None, Collection[str]], None]
    write_over_all: Callable[[Version], None]

    def share(self, version: Version, before: Version | None, changed: Collection[str]) -> list[str]:
        """Have those of counties that stay in the version too; returns of whom they are to be written."""
        found, folder = self.counties_in(version), version.path / self.folder
        if before:
            share_counties(before.path / self.folder, folder, only=found.difference(changed))
        return sorted(code for code in found if not (folder / code).exists())


KINDS = (
    Kind(reports.READS, REPORTS, reports.counties_in, reports.write_counties, reports.write_over_all),
    Kind(SITE_READS, SITE, site.counties_in, site.write_counties, site.write_over_all),
)


def write_papers(
    helpers: Helpers,
    marts: Set[str],
    version: Version,
    before: Version | None,
    changed: Collection[str],
) -> None:
    """Write what people get besides the data, before readers get the version.

    Args:
        helpers: those that help.
        marts: the names of those that the project builds.
        version: whose papers they are.
        before: the version before, whose papers of the other counties are shared.
        changed: counties whose figures are others than there.
    """
    helpers.do(_tasks(helpers.hands, marts, version, before, changed))


def _tasks(
    hands: int, marts: Set[str], version: Version, before: Version | None, changed: Collection[str]
) -> Iterator[Callable[[], None]]:
    """What is to be written; what takes longest comes first."""
    kinds = [kind for kind in KINDS if marts >= kind.reads]
    for kind in kinds:
        counties = kind.share(version, before, changed)
        each = max(1, min(TOGETHER, -(-len(counties) // (TURNS * hands))))
        for at in range(0, len(counties), each):
            yield partial(kind.write_counties, version, before, counties[at : at + each])
    for kind in kinds:
        yield partial(kind.write_over_all, version)


def load() -> None:
    """Nothing: a process that is asked for it has loaded what writes papers."""
