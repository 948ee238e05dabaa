"""`simulate`: writes the raw files of synthetic counties, the same bytes for the same seed.

The one door of this package; it chooses counties and folders and calls the writers. What does not belong
here: what is invented (world), and how files look (writers).
"""

from pathlib import Path

from pipelines.simulate.alike import Shape, shape_codes
from pipelines.simulate.faults.plant_faults import plant_faults
from pipelines.simulate.plan import county_codes
from pipelines.simulate.world import make_world
from pipelines.simulate.writing import write_year


def simulate(
    out: Path,
    *,
    counties: int = 1,
    seed: int = 20240508,
    faults: bool = False,
    scale: float = 1.0,
    shapes: int | None = None,
) -> list[Path]:
    """Write synthetic counties under `out/<county>/<school year>/`.

    Args:
        out: the raw folder; files of the same names are replaced, others are left alone.
        counties: how many; a county's files do not depend on how many are written beside it.
        seed: chooses the invented figures.
        faults: also plants the documented faults in the first county and writes `out/_faults.csv`.
        scale: shrinks the pupils of every school; at 0.02 every kind of school and file remains.
        shapes: draws the pupils and teachers of so many counties only, and gives every county after the first
            those of one of them under numbers of its own (alike); None draws every county in full.

    Returns:
        Every file written, in the order of writing.

    Raises:
        ValueError: when `counties`, `scale` or `shapes` is out of range.
    """
    if scale <= 0:
        raise ValueError(f"规模应大于 0，收到 {scale}")
    if shapes is not None and not 1 <= shapes <= len(shape_codes()):
        raise ValueError(f"底样数应在 1 到 {len(shape_codes())} 之间，收到 {shapes}")
    first, *others = county_codes(counties)
    paths: list[Path] = []
    for code in [first] if shapes else [first, *others]:
        books = make_world(code, seed=seed, scale=scale)
        for book in books:
            paths += write_year(book, out / code / str(book.year), seed)
        if faults and code == first:
            paths += plant_faults(books[-1], out, seed)
    drawn = [Shape.draw(number, seed=seed, scale=scale) for number in range(min(shapes or 0, len(others)))]
    for at, code in enumerate(others if drawn else ()):
        paths += drawn[at % len(drawn)].write(code, out / code, seed=seed)
    return paths
