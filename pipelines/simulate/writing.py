"""Writing every file of one county and school year.

Those of people, which a county may have from a shape, apart from those of what a county has (alike). What
does not belong here: what stands in a file (writers).
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from pipelines.simulate.model import YearBook
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


def write_year(book: YearBook, folder: Path, seed: int) -> Iterator[Path]:
    """Write every file of one county and school year, yielding each path."""
    yield from write_people(book, folder, seed)
    yield from write_what_it_has(book, folder, seed)


def write_people(book: YearBook, folder: Path, seed: int) -> Iterator[Path]:
    """Write what tells of schools, pupils and teachers, and of what is thought of them."""
    yield write_register(book, folder)
    yield write_teachers(book, folder)
    yield from write_class_rosters(book, folder)
    yield from write_pupil_rosters(book, folder)
    yield from write_scores(book, folder, _source(book, seed, "scores"))
    yield write_changes(book, folder)
    yield write_disability_register(book, folder, _lasting(book, seed, "disability"))
    yield write_quotas(book, folder)
    yield write_posts(book, folder, _source(book, seed, "posts"))
    yield write_monitoring(book, folder)
    yield write_lessons(book, folder, f"{seed}|{book.county.code}|lessons")
    yield write_survey(book, folder, _source(book, seed, "survey"))
    yield from write_evidence(book, folder, _lasting(book, seed, "evidence"))
    yield write_incidents(book, folder)


def write_what_it_has(book: YearBook, folder: Path, seed: int) -> Iterator[Path]:
    """Write what tells of buildings, rooms, equipment and money, also beside counts of people."""
    yield from write_statistics(book, folder)
    yield write_rooms(book, folder)
    yield write_school_funds(book, folder, _source(book, seed, "funds"))
    yield from write_county_forms(book, folder)
    yield from write_workbooks(book, folder)
    yield from write_school_forms(book, folder, _source(book, seed, "funds"))
    yield write_county_form(book, folder, _lasting(book, seed, "disability"))


def _source(book: YearBook, seed: int, part: str) -> Random:
    return Random(f"{seed}|{book.county.code}|{book.year}|{part}")


def _lasting(book: YearBook, seed: int, part: str) -> Random:
    """Draws the same in every year."""
    return Random(f"{seed}|{book.county.code}|{part}")
