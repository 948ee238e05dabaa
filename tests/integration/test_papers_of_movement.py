"""What a corrected return moves, as people get it on paper: the list of changes and the briefing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from docx import Document
from openpyxl import load_workbook

from pipelines.documents.fonts import find_fonts
from pipelines.reports.briefing.writing import write_briefing
from pipelines.reports.scope import Scope, scopes
from pipelines.warehouse.reading import open_version
from tests.integration.second_night import CORRECTION, SecondNight

OF_COUNTY = "县代码 = $county_code and 标准代码 = $ruleset_code"


@pytest.fixture(scope="module")
def marts(second_night: SecondNight) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_version(second_night.second) as connection:
        yield connection


@pytest.fixture(scope="module")
def scope(marts: duckdb.DuckDBPyConnection, second_night: SecondNight) -> Scope:
    """The corrected county under the ruleset that is its own."""
    (county,) = marts.execute("select 县代码 from bi.变动说明 where 文件 is not null limit 1").fetchone() or (
        "",
    )
    return scopes(marts, county, ruleset="yiyuan_2024")[0]


def rows_of(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_history_of_a_second_version_is_what_moved_in_it(marts: duckdb.DuckDBPyConnection) -> None:
    moved = "select * exclude (文件) from bi.{}"
    assert marts.execute(f"{moved.format('变动说明')} except {moved.format('历次变动')}").fetchall() == []
    (rows, keys, before) = marts.execute(
        "select count(*), count(distinct (版本, 表名, 主键)), (select count(*) from bi.变动说明)"
        " from bi.历次变动"
    ).fetchone() or (0, 1, 2)
    assert rows == keys == before > 0


def test_the_list_of_changes_has_every_movement_with_the_file(
    second_night: SecondNight, marts: duckdb.DuckDBPyConnection, scope: Scope
) -> None:
    path = second_night.second.path / "reports" / scope.county_code / "2024" / "数据变动.xlsx"
    assert not (second_night.first.path / path.relative_to(second_night.second.path)).exists()
    sheet = load_workbook(path)[scope.ruleset_name]
    listed = [row for row in sheet.iter_rows(values_only=True) if row[10] == f"《{CORRECTION}》"]
    expected = marts.execute(
        f"select count(*) from bi.变动说明 where {OF_COUNTY} and 文件 = '{CORRECTION}'",
        {"county_code": scope.county_code, "ruleset_code": scope.ruleset_code},
    ).fetchone()
    assert (len(listed),) == expected
    assert any(row[8] != row[9] for row in listed)


def test_the_briefing_tells_who_is_behind_what_turned_and_why(
    second_night: SecondNight, marts: duckdb.DuckDBPyConnection, scope: Scope, tmp_path: Path
) -> None:
    version, path = second_night.second, tmp_path / "督导通报.docx"
    fonts = find_fonts()
    written = list(write_briefing(marts, version, [scope], path, fonts=fonts))
    assert [one.suffix for one in written] == [".docx", ".pdf"][: 2 if fonts else 1]
    assert all(one.read_bytes().startswith(b"%PDF") for one in written[1:])

    document = Document(str(path))
    tables = {tuple(rows_of(table)[0]): rows_of(table)[1:] for table in document.tables}
    (open_items,) = marts.execute(
        f"select count(*) from bi.待办项目 where {OF_COUNTY} and 学年 = $school_year", scope.parameters
    ).fetchone() or (0,)
    behind = [
        row for table in document.tables if rows_of(table)[0][0] == "项目" for row in rows_of(table)[1:]
    ]
    assert len(behind) == open_items > 0
    assert len(tables["任务", "时限", "进度", "达标/表述", "判定", "未达标和缺数据的表述"]) == 14
    turned = marts.execute(
        f"""select coalesce(学校名称, '全县'), 指标代码, 判定变动前 || '→' || 判定变动后 from bi.历次变动
        where {OF_COUNTY} and 学年 = $school_year and 判定变动前 != 判定变动后""",
        scope.parameters,
    ).fetchall()
    moved = tables["怎样变", "哪里", "什么", "数值", "判定", "因为"]
    assert turned
    for place, indicator, verdicts in turned:
        assert [
            row
            for row in moved
            if place in row[1] and row[4] == verdicts and (indicator or "通过") in (row[2] + "通过")
        ], (place, indicator)
    assert {row[5] for row in moved} == {f"《{CORRECTION}》"}
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "{" not in said
    assert f"{scope.county_name}义务教育优质均衡发展督导通报" in said


def test_since_a_day_after_all_versions_nothing_has_moved_and_without_a_font_there_is_no_pdf(
    second_night: SecondNight, marts: duckdb.DuckDBPyConnection, scope: Scope, tmp_path: Path
) -> None:
    path = tmp_path / "督导通报.docx"
    written = list(
        write_briefing(marts, second_night.second, [scope], path, fonts=None, since=date(2999, 1, 1))
    )
    assert written == [path]
    said = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    assert "没有判定与上期不同。" in said
