"""Counties that are alike: shapes are drawn once, what each county has is drawn anew.

Drawing pupils and teachers and writing their rosters takes most of the time of a county. One like a shape has
the shape's pupils and teachers under its own numbers; buildings, rooms, equipment and money are its own. What
does not belong here: drawing a shape (world), and what stands in a file (writers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pipelines.simulate.model import County, YearBook
from pipelines.simulate.plan import county_of, school_codes_begin
from pipelines.simulate.plant import plants, special_rooms
from pipelines.simulate.recoding import Recoding, Written
from pipelines.simulate.tables import rows
from pipelines.simulate.world import make_world
from pipelines.simulate.writing import write_people, write_what_it_has


@dataclass(frozen=True)
class Shape:
    """A county drawn in full: what was drawn, and its files by year, those of what a county has left out."""

    books: Sequence[YearBook]
    files: Sequence[tuple[int, Written]]

    @classmethod
    def draw(cls, number: int, *, seed: int, scale: float) -> Shape:
        """Draw the shape of a number; the code it is drawn under is no county's."""
        code = shape_codes()[number]
        books = make_world(code, seed=seed, scale=scale)
        files = []
        with TemporaryDirectory(prefix="junheng-shape-") as folder:
            for book in books:
                of_year = Path(folder) / str(book.year)
                paths = list(write_people(book, of_year, seed))
                files += [(book.year, Written.read(path, of_year)) for path in paths]
        return cls(books, files)

    def write(self, code: str, out: Path, *, seed: int) -> Iterator[Path]:
        """Write the files of the county of a code that is like this shape, below its folder."""
        recoding = self._recoding(code)
        for year, written in self.files:
            yield written.write(out / str(year), recoding)
        for book in self._books(code, recoding, seed):
            yield from write_what_it_has(book, out / str(book.year), seed)

    def _recoding(self, code: str) -> Recoding:
        county = self.books[0].county
        schools = zip(school_codes_begin(county.code), school_codes_begin(code), strict=True)
        return Recoding([*schools, (county.code, code), (county.name, county_of(code).name)])

    def _books(self, code: str, recoding: Recoding, seed: int) -> list[YearBook]:
        county = _recoded(self.books[0].county, recoding)
        enrolments = [book.enrolment for book in self.books]
        built = plants(county, enrolments, Random(f"{seed}|{code}|plant"))
        return [
            replace(
                book,
                county=county,
                plant=built[book.year],
                rooms=special_rooms(county, book.enrolment, f"{seed}|{code}|rooms"),
            )
            for book in self.books
        ]


def shape_codes() -> list[str]:
    """The codes under which shapes are drawn."""
    return [str(int(row["first_code"]) + at) for row in rows("shapes") for at in range(int(row["count"]))]


def _recoded(county: County, recoding: Recoding) -> County:
    """The county under another code; who learns where is by keys that have no code in them."""
    towns = {town.code: replace(town, code=recoding.text(town.code)) for town in county.towns}
    return replace(
        county,
        code=recoding.text(county.code),
        name=recoding.text(county.name),
        towns=tuple(towns.values()),
        schools=tuple(
            replace(
                school,
                code=recoding.text(school.code),
                name=recoding.text(school.name),
                town=towns[school.town.code],
            )
            for school in county.schools
        ),
    )
