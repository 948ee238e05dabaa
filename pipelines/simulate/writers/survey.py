"""The satisfaction survey: one packed file, the questionnaires and the visits as texts inside.

What does not belong here: the answers (simulate.survey).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.simulate.model import YearBook
from pipelines.simulate.survey import Answer, answers
from pipelines.simulate.writers.texts import layout, text_bytes

SURVEY_HEADINGS = (
    "问卷编号",
    "调查日期",
    "对象类别",
    "调查方式",
    "镇街代码",
    "学校标识码",
    "总体评价",
    "是否有效",
)
_PACKED = (2024, 1, 1, 0, 0, 0)


def survey_rows(book: YearBook, rng: Random, date_mark: str) -> Iterator[list[str]]:
    """Yield one row per answer in the order of `SURVEY_HEADINGS`."""
    first = date(book.year + 1, 4, 10)
    for answer in answers(book, rng):
        yield _row(book, answer, (first + timedelta(days=answer.day)).isoformat().replace("-", date_mark))


def write_survey(book: YearBook, folder: Path, rng: Random) -> Path:
    """Write the answers of one year into a zip with one text for each way of asking."""
    how, path = layout("满意度", book.year), folder / f"{book.year}年满意度调查.zip"
    place, texts = SURVEY_HEADINGS.index("调查方式"), dict[str, list[list[str]]]()
    for row in survey_rows(book, rng, how["date_mark"]):
        texts.setdefault(row[place], []).append(row)
    with ZipFile(path, "w") as out:
        for method, rows in texts.items():
            title = f"{book.county.name}{book.year}学年教育满意度调查{method}"
            member = ZipInfo(f"满意度调查/{method}.{how['extension']}", _PACKED)
            member.compress_type = ZIP_DEFLATED
            out.writestr(member, text_bytes(title, SURVEY_HEADINGS, rows, how))
    return path


def _row(book: YearBook, answer: Answer, day: str) -> list[str]:
    return [
        f"{book.county.code}{book.year}{answer.number:06d}",
        day,
        answer.respondent,
        answer.method,
        answer.town.code,
        answer.school.code if answer.school else "",
        answer.rating,
        "是" if answer.valid else "否",
    ]
