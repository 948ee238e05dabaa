"""The register of evidence, the county's in one workbook and each town's in its own, and of incidents.

What does not belong here: what is handed in and what happened (evidence, incidents).
"""

from pathlib import Path
from random import Random

from pipelines.simulate.evidence import Evidence, evidence
from pipelines.simulate.incidents import incidents
from pipelines.simulate.model import YearBook
from pipelines.simulate.tables import date_text
from pipelines.simulate.writers.sheets import Cell, workbook, write_table

EVIDENCE_HEADINGS = (
    "指标代码",
    "主体类型",
    "主体代码",
    "材料名称",
    "材料日期",
    "评估结论",
    "评级",
)
EVIDENCE_GROUPS = {"主体类型": "主体", "主体代码": "主体", "评估结论": "评估", "评级": "评估"}
INCIDENT_HEADINGS = ("事项编号", "事项代码", "发生日期", "主体代码", "认定结论", "整改状态")


def evidence_rows(book: YearBook, rng: Random, town: str) -> list[list[Cell]]:
    """Return one row per material of a town, or of the county where `town` is empty."""
    return [_row(item, book.year) for item in evidence(book, rng) if item.town == town]


def write_evidence(book: YearBook, folder: Path, rng: Random) -> list[Path]:
    """Write the county's register, then each town's into its folder."""
    items = list(evidence(book, rng))
    places = [("", folder, book.county.name)]
    places += [(town.code, folder / town.name, town.name) for town in book.county.towns]
    paths = []
    for code, where, name in places:
        path = where / f"{name}佐证材料台账.xlsx"
        body = [_row(item, book.year) for item in items if item.town == code]
        with workbook(path) as out:
            write_table(
                out.add_worksheet("佐证材料台账"),
                f"{name}{book.year}学年佐证材料台账",
                EVIDENCE_HEADINGS,
                body,
                hints=["评估结论填达标、不达标或待核；同一材料重新提交的，以材料日期最新的为准"],
                groups=EVIDENCE_GROUPS,
            )
        paths.append(path)
    return paths


def incident_rows(book: YearBook) -> list[list[Cell]]:
    """Return one row per incident in the order of `INCIDENT_HEADINGS`; none in a quiet year."""
    return [list(incident) for incident in incidents(book)]


def write_incidents(book: YearBook, folder: Path) -> Path:
    """Write the register of incidents; with headings alone it says that nothing happened."""
    path = folder / f"{book.year}学年负面事项台账.xlsx"
    with workbook(path) as out:
        title = f"{book.county.name}{book.year}学年负面事项台账"
        write_table(out.add_worksheet("负面事项台账"), title, INCIDENT_HEADINGS, incident_rows(book))
    return path


def _row(item: Evidence, year: int) -> list[Cell]:
    return [
        item.code,
        item.subject_type,
        item.subject,
        item.material,
        date_text(item.day, year),
        item.conclusion,
        item.rating,
    ]
