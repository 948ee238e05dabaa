"""The register of schools and the list of music and fine art rooms.

What does not belong here: which schools and rooms there are (plan, plant).
"""

from pathlib import Path

from pipelines.simulate.model import School, YearBook
from pipelines.simulate.tables import by_key
from pipelines.simulate.writers.sheets import Cell, workbook, write_notice, write_table

REGISTER_HEADINGS = (
    "学校标识码",
    "学校名称",
    "办学类型码",
    "举办者类型码",
    "城乡分类码",
    "镇街代码",
    "建校年份",
    "是否寄宿制学校",
    "是否计校数",
    "中心校标识码",
    "年级数",
)
ROOM_HEADINGS = ("学校标识码", "学校名称", "教室编号", "教室类别", "使用面积（平方米）", "建成年份")


def register_rows(book: YearBook) -> list[list[Cell]]:
    """Return one row per open school in the order of `REGISTER_HEADINGS`."""
    named = book.county.named_towns and by_key("years", "school_year")[str(book.year)]["town_as"] == "name"
    codes = {school.key: school.code for school in book.county.schools}
    return [
        [
            school.code,
            school.name,
            school.type_code,
            school.provider,
            school.urban_rural,
            school.town.name if named else school.town.code,
            school.founded,
            "是" if school.boarding else "否",
            "是" if school.counts else "否",
            codes[school.parent] if school.parent and not school.counts else None,
            _grades(book, school),
        ]
        for school in book.county.open_schools(book.year)
    ]


def write_register(book: YearBook, folder: Path) -> Path:
    """Write the register of one school year."""
    path = folder / f"{book.year}年学校基本情况.xlsx"
    with workbook(path) as out:
        title = f"{book.county.name}{book.year}学年学校基本情况"
        write_table(out.add_worksheet("学校基本情况"), title, REGISTER_HEADINGS, register_rows(book))
    return path


def room_rows(book: YearBook) -> list[list[Cell]]:
    """Return one row per room in the order of `ROOM_HEADINGS`."""
    schools = {school.key: school for school in book.county.schools}
    return [
        [schools[r.school].code, schools[r.school].name, r.number, r.kind, r.area, r.built]
        for r in book.rooms
    ]


def write_rooms(book: YearBook, folder: Path) -> Path:
    """Write the rooms of one school year, the notice on a sheet of its own."""
    path = folder / f"{book.year}年音乐美术专用教室.xlsx"
    with workbook(path) as out:
        write_notice(out)
        write_table(out.add_worksheet("专用教室"), None, ROOM_HEADINGS, room_rows(book))
    return path


def _grades(book: YearBook, school: School) -> int:
    return sum(len(book.county.grades_of(stage)) for stage in school.intakes)
