"""What shows when figures are put together reaches every sender it concerns, until it is acknowledged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from pipelines.warehouse.status import status_of
from pipelines.warehouse.versions import Version
from tests.integration.second_night import SecondNight

OF_BOTH = """
select
    findings.finding_number, findings.found,
    files.county_code, files.school_year, files.provider, files.path
from quality.{table} as findings
inner join quality.finding_file using (finding_id)
inner join quality.file_version as files on finding_file.file_id = files.file_id
where findings.rule = 'sources_differ' and files.state = 'in_force'
order by all
"""


def told(version: Version, table: str = "finding") -> list[tuple[Any, ...]]:
    with duckdb.connect(str(version.database), read_only=True) as connection:
        return connection.execute(OF_BOTH.format(table=table)).fetchall()


def workbook(night: SecondNight, county: str, year: int, provider: str, path: str) -> list[tuple[Any, ...]]:
    """The first sheet of the answer to a file."""
    inside = path if "/" in path else f"{provider}/{path}"
    answer = night.settings.feedback / county / str(year) / f"{inside}.反馈.xlsx"
    return list(openpyxl.load_workbook(answer)["问题清单"].values)


def test_a_difference_between_two_files_stands_in_the_answer_to_both(second_night: SecondNight) -> None:
    lines = told(second_night.second)
    assert {number for number, *_ in lines}
    for number, found, *place in lines:
        rows = workbook(second_night, *place)
        assert any(found in row and number in row for row in rows), (number, place)
        labels = {row[0]: str(row[1]) for row in rows}
        assert second_night.second.name in labels["依据"] or second_night.first.name in labels["依据"]
        assert "示例县" in labels["报送"] and "报送单位" in labels["报送"]
        assert labels["结论"] != "采用，没有发现问题。"
    of_two = [number for number, *_ in lines if [one for one, *_ in lines].count(number) > 1]
    assert of_two, "a difference that is told to both"


def test_nothing_was_found_stands_only_where_nothing_was_found(second_night: SecondNight) -> None:
    """By the file alone or beside others; a receipt of which something is said does not say so."""
    with duckdb.connect(str(second_night.second.database), read_only=True) as connection:
        clean = {
            row
            for row in connection.execute(
                "select county_code, school_year, provider, path from quality.file_version where state in"
                " ('in_force', 'superseded') and file_id not in (from quality.finding_file select file_id)"
            ).fetchall()
        }
    said = {
        answer.relative_to(second_night.settings.feedback).as_posix()
        for answer in second_night.settings.feedback.rglob("*.xlsx")
        if "采用，没有发现问题。" in {row[1] for row in openpyxl.load_workbook(answer)["问题清单"].values}
    }
    assert said == {_answer(*row) for row in clean}


def _answer(county: str, year: int, provider: str, path: str) -> str:
    inside = Path(path) if "/" in path else Path(provider) / path
    return f"{county}/{year}/{inside.as_posix()}.反馈.xlsx"


def test_what_is_acknowledged_is_told_no_more_and_stays_visible(second_night: SecondNight) -> None:
    number = second_night.acknowledged
    assert number in {one for one, *_ in told(second_night.first)}
    assert number not in {one for one, *_ in told(second_night.second)}
    settled = [line for line in told(second_night.second, "acknowledged_finding") if line[0] == number]
    for _, found, *place in settled:
        rows = workbook(second_night, *place)
        (row,) = [row for row in rows if number in row]
        assert row[:5] == ("王某", "2999-12-31", number, found, "两表统计时点不同")
    with duckdb.connect(str(second_night.second.database), read_only=True) as connection:
        shown = connection.execute('select 核实号, 状态, 对应的问题数 from bi."核实说明"').fetchall()
    assert shown == [(number, "有效", 1)]
    (counted,) = status_of(second_night.settings).acknowledged
    assert (counted["state"], counted["rows"], counted["findings"]) == ("in_force", 1, 1)


@pytest.mark.parametrize("table", ["问题清单", "已核实问题"])
def test_the_lists_for_people_name_the_number_and_how_it_was_found(
    second_night: SecondNight, table: str
) -> None:
    with duckdb.connect(str(second_night.second.database), read_only=True) as connection:
        shown = connection.execute(f'select 怎么发现的, 核实号 from bi."{table}"').fetchall()
    assert shown and all(how in ("文件本身", "汇总比对") and len(number) == 8 for how, number in shown)
