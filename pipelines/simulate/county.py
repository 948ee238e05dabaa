"""`simulate`: writes the raw files of synthetic counties, the same bytes for the same seed.

The one door of this package; it chooses counties and folders and calls the writers.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from pipelines.simulate.faults.plant_faults import plant_faults
from pipelines.simulate.model import YearBook
from pipelines.simulate.plan import county_codes
from pipelines.simulate.world import make_world
from pipelines.simulate.writers.children import write_changes, write_disability_register
from pipelines.simulate.writers.evidence import write_evidence, write_incidents
from pipelines.simulate.writers.forms import write_county_form, write_school_forms
from pipelines.simulate.writers.money import write_county_forms, write_school_funds
from pipelines.simulate.writers.places import write_posts, write_quotas
from pipelines.simulate.writers.pupils import write_class_rosters, write_pupil_rosters
from pipelines.simulate.writers.quality import write_lessons, write_monitoring
from pipelines.simulate.writers.register import write_register, write_rooms
from pipelines.simulate.writers.scores import write_scores
from pipelines.simulate.writers.statistics import write_statistics
from pipelines.simulate.writers.statistics_workbook import write_workbooks
from pipelines.simulate.writers.survey import write_survey
from pipelines.simulate.writers.teachers import write_teachers


def simulate(
    out: Path, *, counties: int = 1, seed: int = 20240508, faults: bool = False, scale: float = 1.0
) -> list[Path]:
    """Write synthetic counties under `out/<county>/<school year>/`.

    Args:
        out: the raw folder; files of the same names are replaced, others are left alone.
        counties: how many; a county's files do not depend on how many are written beside it.
        seed: chooses the invented figures.
        faults: also plants the documented faults in the first county and writes `out/_faults.csv`.
        scale: shrinks the pupils of every school; at 0.02 every kind of school and file remains.

    Returns:
        Every file written, in the order of writing.

    Raises:
        ValueError: when `counties` or `scale` is out of range.
    """
    if scale <= 0:
        raise ValueError(f"规模应大于 0，收到 {scale}")
    paths: list[Path] = []
    for index, code in enumerate(county_codes(counties)):
        books = make_world(code, seed=seed, scale=scale)
        for book in books:
            paths += write_year(book, out / code / str(book.year), seed)
        if faults and index == 0:
            paths += plant_faults(books[-1], out, seed)
    return paths


def write_year(book: YearBook, folder: Path, seed: int) -> Iterator[Path]:
    """Write every file of one county and school year, yielding each path."""

    def source(part: str) -> Random:
        return Random(f"{seed}|{book.county.code}|{book.year}|{part}")

    def lasting(part: str) -> Random:
        """Draw the same in every year."""
        return Random(f"{seed}|{book.county.code}|{part}")

    yield write_register(book, folder)
    yield from write_statistics(book, folder)
    yield write_rooms(book, folder)
    yield write_teachers(book, folder)
    yield from write_class_rosters(book, folder)
    yield from write_pupil_rosters(book, folder)
    yield write_school_funds(book, folder, source("funds"))
    yield from write_county_forms(book, folder)
    yield from write_scores(book, folder, source("scores"))
    yield write_changes(book, folder)
    yield write_disability_register(book, folder, lasting("disability"))
    yield write_quotas(book, folder)
    yield write_posts(book, folder, source("posts"))
    yield write_monitoring(book, folder)
    yield write_lessons(book, folder, f"{seed}|{book.county.code}|lessons")
    yield write_survey(book, folder, source("survey"))
    yield from write_evidence(book, folder, lasting("evidence"))
    yield write_incidents(book, folder)
    yield from write_workbooks(book, folder)
    yield from write_school_forms(book, folder, source("funds"))
    yield write_county_form(book, folder, lasting("disability"))
