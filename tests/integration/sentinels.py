"""A county whose officers typed names and telephone numbers into every column of every dataset. All invented.

Every sentinel begins like its kind, so that one search finds all of them. What does not belong here: where is
searched (persons), what must be found nowhere (test_no_sentinel).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.columns import Column
from pipelines.ingest.fold import bare
from tests.unit.contracts.world import FORMS, RIGHT, Cell, Row, form
from tests.unit.ingest.building import workbook

NAME, NUMBER, IN_A_NAME = "甄隐名", "1390077", "1380055"
"""How a person's name begins, a telephone number in a cell, one in the name of a file, folder or sheet."""
COUNTY, YEAR = "370399", "2024"
UNASKED = ("监护人姓名", "监护人电话")
_numbers = itertools.count(1)


def name() -> str:
    """The next person's name."""
    return f"{NAME}{next(_numbers)}"


def number(prefix: str = NUMBER) -> str:
    """The next telephone number."""
    return f"{prefix}{next(_numbers):04}"


def hand_in(raw: Path) -> None:
    """A night's files, each of a folder, a name and a sheet with a number in it."""
    for dataset in RIGHT:
        rows = [_right(dataset, 0), *_planted(dataset)]
        _file(raw, dataset, f"名册{number(IN_A_NAME)}", {f"表{number(IN_A_NAME)}": _sheet(rows)})
        refused = [{head: cell for head, cell in row.items() if bare(head) != "学校标识码"} for row in rows]
        _file(raw, dataset, "缺列", {"表": _sheet(refused)})
    for dataset, items in FORMS.items():
        columns = _columns(dataset)
        any_name = {item for item in items if columns[bare(item)].keeps_any_text}
        forms: list[Row] = [
            items,
            {item: cell if item in any_name else name() for item, cell in items.items()},
            {item: number() for item in items},
        ]
        code = next((item for item in items if item.startswith("学校代码")), None)
        for at, one in enumerate(forms):
            if code and at:
                one = {**one, code: f"313703990{at}"}
            _file(raw, dataset, f"填报表{at}", {f"学校{at}": form(one)})
    _file(raw, "其他", "通讯录", {"表": [["姓名", "学校标识码"], [name(), number()]]})


def hand_in_again(raw: Path) -> None:
    """Another night: one file has lost its headings, one has other rows, one is gone."""
    first, second, third = sorted(raw.rglob("名册*.xlsx"))[:3]
    first.write_bytes(workbook({number(IN_A_NAME): [[name(), number()]]}))
    dataset = second.parent.name.split("-")[0]
    second.write_bytes(workbook({"表": _sheet([_right(dataset, 50), *_planted(dataset)])}))
    third.unlink()


def take_away_most(raw: Path) -> None:
    """A third night: most files have vanished at once, as on a disk that is not mounted."""
    for path in sorted(raw.rglob("*.xlsx"))[::2]:
        path.unlink()


def hand_in_once_more(raw: Path) -> None:
    """Further classes and figures of the schools, each file with sentinels of its own."""
    for dataset in ("class_roster", "school_statistics"):
        rows = [_right(dataset, 60), *_planted(dataset)]
        _file(raw, dataset, f"补报{number(IN_A_NAME)}", {"表": _sheet(rows)})


def _columns(dataset: str) -> dict[str, Column]:
    """The columns of a dataset by heading."""
    return {bare(column.heading): column for column in DATASETS[dataset].columns.values()}


def _file(raw: Path, dataset: str, called: str, sheets: dict[str, list[list[Cell]]]) -> None:
    folder = raw / COUNTY / YEAR / f"{dataset}-{number(IN_A_NAME)}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{called}.xlsx").write_bytes(workbook(sheets))


def _sheet(rows: list[Row]) -> list[list[Cell]]:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    titles: list[list[Cell]] = [[f"填报人：{name()} 电话：{number()}"]]
    return [*titles, list(headings), *([row.get(heading) for heading in headings] for row in rows)]


def _planted(dataset: str) -> Iterator[Row]:
    """For each column a row with a name in it, but where any name may stand, and one with a number."""
    of = _columns(dataset)
    headings = [*RIGHT[dataset], *UNASKED]
    for at, heading in enumerate(headings, start=1):
        column = of.get(bare(heading))
        if column is None or not column.keeps_any_text:
            yield {**_right(dataset, at), heading: name()}
        yield {**_right(dataset, 100 + at), heading: f"{'' if column else name()}{number()}"}


def _right(dataset: str, at: int) -> Row:
    """A right row with a key of its own."""
    columns = _columns(dataset)
    return {heading: _apart(columns.get(bare(heading)), cell, at) for heading, cell in RIGHT[dataset].items()}


def _apart(column: Column | None, cell: Cell, at: int) -> Cell:
    if column is None or not at or not column.is_key:
        return cell
    if column.kind == "secret":
        return f"G37039920140102{at:04}"
    if column.kind == "year":
        return 1990 + at % 100
    if column.digits:
        return f"21370399{at % 100:02}"
    return f"{column.heading[:1]}{at}" if column.is_free_text else cell
