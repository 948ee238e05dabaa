"""Who gets how much of what is scarce: high-school places of junior schools, posts of schools.

What does not belong here: the figures (quota, posts).
"""

from pathlib import Path
from random import Random

from pipelines.simulate.model import YearBook
from pipelines.simulate.posts import posts
from pipelines.simulate.quota import quotas
from pipelines.simulate.writers.sheets import Cell, workbook, write_table

QUOTA_HEADINGS = ("招生年度", "高中学校", "招生计划数（人）", "初中学校标识码", "分配指标数（人）")
POSTS_HEADINGS = ("学校标识码", "核定编制数", "在编人数", "空编数", "长期聘用编外教师数")


def quota_rows(book: YearBook) -> list[list[Cell]]:
    """Return one row per high school and junior school in the order of `QUOTA_HEADINGS`."""
    return [[book.year, q.high_school, q.planned, q.junior.code, q.allotted] for q in quotas(book)]


def write_quotas(book: YearBook, folder: Path) -> Path:
    """Write the places allotted for the enrolment year in which the school year begins."""
    path = folder / f"{book.year}年优质高中指标生分配.xlsx"
    body = quota_rows(book)
    total: list[Cell] = ["合计", None, None, None, sum(int(row[-1] or 0) for row in body)]
    with workbook(path) as out:
        title = f"{book.county.name}{book.year}年优质高中招生指标分配表"
        write_table(out.add_worksheet("指标分配"), title, QUOTA_HEADINGS, body, after=[total])
    return path


def posts_rows(book: YearBook, rng: Random) -> list[list[Cell]]:
    """Return one row per school in the order of `POSTS_HEADINGS`."""
    return [[p.school.code, p.approved, p.filled, p.vacant, p.off_roll] for p in posts(book, rng)]


def write_posts(book: YearBook, folder: Path, rng: Random) -> Path:
    """Write the posts of every school."""
    path = folder / f"{book.year}年编制岗位.xlsx"
    body = posts_rows(book, rng)
    total: list[Cell] = ["合计", *(sum(int(row[i] or 0) for row in body) for i in range(1, 5))]
    with workbook(path) as out:
        write_table(
            out.add_worksheet("编制岗位"),
            f"{book.county.name}{book.year}年中小学编制岗位情况",
            POSTS_HEADINGS,
            body,
            hints=["单位：人，统计时点为9月1日"],
            after=[total, ["填表人：模拟程序"]],
        )
    return path
