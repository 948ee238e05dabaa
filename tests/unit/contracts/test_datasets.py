"""Every dataset: right rows are taken as they should land; its rules have words; its aliases are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.contracts.datasets.code_lists import canonical, ways_of_writing
from pipelines.contracts.datasets.dataset import Dataset, Row
from pipelines.contracts.recognising.aliases import AliasBook
from tests.unit.contracts.conftest import Check
from tests.unit.contracts.world import FORMS, RIGHT, SCHOOL, second, sheet, without
from tests.unit.contracts.world import Row as OneRow
from tests.unit.ingest.building import Cell, workbook


def test_every_dataset_has_an_example_in_these_tests() -> None:
    composed = {name for name, dataset in DATASETS.items() if dataset.is_composed}
    assert RIGHT.keys() | FORMS.keys() | composed == DATASETS.keys()


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_what_is_expected_can_be_read_on_from_the_word_before_it(dataset: Dataset) -> None:
    """应为……: what follows names a thing, and does not say 为 again."""
    rules = [text.expected for text in dataset.rules.values()]
    columns = [column.expected for column in dataset.columns.values()]
    assert [said for said in (*rules, *columns) if "为" in said] == []


@pytest.mark.parametrize("dataset", RIGHT)
def test_a_sheet_is_recognised_by_its_headings_and_every_right_row_is_taken(
    dataset: str, check: Check
) -> None:
    result = check(sheet(dataset, RIGHT[dataset], second(dataset)))
    assert result.state == "accepted", result.findings
    (found,) = result.sheets
    assert (found.dataset, found.rows_read, found.rows_accepted) == (dataset, 2, 2)
    assert result.findings == []
    assert found.accepted["row_number"].unique().sort().to_list() == [3, 4]
    types = dict(zip(found.accepted.columns, (type(kind) for kind in found.accepted.dtypes), strict=True))
    assert {name: types[name] for name in DATASETS[dataset].landed_columns()} == DATASETS[
        dataset
    ].landed_columns()


@pytest.mark.parametrize("dataset", RIGHT)
def test_a_sheet_with_a_heading_only_is_accepted_with_no_row(dataset: str, check: Check) -> None:
    result = check(sheet(dataset))
    assert result.state == "accepted", result.findings
    assert result.sheets[0].rows_read == 0
    assert set(DATASETS[dataset].landed_columns()) <= set(result.sheets[0].accepted.columns)


REQUIRED = [
    (name, column.name) for name in RIGHT for column in DATASETS[name].columns.values() if column.required
]


@pytest.mark.parametrize(("dataset", "column"), REQUIRED)
def test_a_missing_required_column_refuses_the_sheet_and_names_it(
    dataset: str, column: str, check: Check
) -> None:
    heading = next(h for h in RIGHT[dataset] if h.startswith(DATASETS[dataset].columns[column].heading))
    row = without(dataset, heading)
    content = sheet_of(row)
    result = check(content)
    assert result.state == "refused"
    assert result.sheets[0].state == "refused"
    (finding,) = (finding for finding in result.findings if finding.severity == "refuse")
    assert (finding.rule, finding.column) == ("missing_column", DATASETS[dataset].columns[column].heading)
    assert finding.remedy


def sheet_of(row: OneRow) -> bytes:
    return workbook({"表": [list(row), list(row.values())]})


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_every_rule_of_a_schema_has_words_and_a_remedy(dataset: Dataset) -> None:
    schemas = dataset.schema.__mro__[: dataset.schema.__mro__.index(Row)]
    own = {name for schema in schemas for name in vars(schema) if not name.startswith("_")}
    rules = own - dataset.schema.columns().keys()
    assert rules == dataset.rules.keys()
    for text in dataset.rules.values():
        assert text.expected and text.remedy
        assert set(text.columns) <= dataset.schema.columns().keys()


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_scope_and_key_are_columns_that_are_never_blank(dataset: Dataset) -> None:
    columns = dataset.schema.columns()
    assert all(not columns[name].nullable for name in (*dataset.scope, *dataset.key))
    assert not Row.columns().keys() & dataset.landed_columns().keys()


def test_what_lands_of_a_class() -> None:
    assert list(DATASETS["class_roster"].landed_columns()) == [
        "school_code",
        "stage",
        "grade",
        "class_name",
        "pupils",
    ]


def test_the_scope_begins_with_county_and_school_year(check: Check) -> None:
    assert check(sheet("class_roster", RIGHT["class_roster"])).sheets[0].accepted["scope_key"].to_list() == [
        f"370399|2024|{SCHOOL}|1"
    ]


@pytest.mark.parametrize(
    ("dataset", "scope"),
    [
        ("school_finance", f"370399|{SCHOOL}|2024"),
        ("county_finance", "370399|2024"),
        ("exam_scores", f"370399|期末|{SCHOOL}|5"),
        ("high_school_quota", "370399|2024|示例一中"),
        ("national_monitoring", "370399|2023|小学|科学"),
    ],
)
def test_a_dataset_that_names_its_own_year_speaks_for_that_one(
    dataset: str, scope: str, check: Check
) -> None:
    accepted = check(sheet(dataset, RIGHT[dataset])).sheets[0].accepted
    assert accepted["scope_key"].unique().to_list() == [scope]


@pytest.mark.parametrize(
    ("dataset", "scope"),
    [
        ("disability_register", "370399|2024"),
        ("curriculum_hours", f"370399|2024|{SCHOOL}|3"),
        ("satisfaction_survey", "370399|2024|W0001"),
        ("evidence_register", f"370399|2024|G2a|{SCHOOL}"),
    ],
)
def test_any_other_dataset_speaks_for_its_part_of_the_folders_year(
    dataset: str, scope: str, check: Check
) -> None:
    assert check(sheet(dataset, RIGHT[dataset])).sheets[0].accepted["scope_key"].to_list() == [scope]


@pytest.mark.parametrize(
    ("day", "year"), [("2024-08-31", 2023), ("2024-09-01", 2024), ("2025-01-15", 2024), ("2025-08-31", 2024)]
)
def test_an_incident_speaks_for_the_school_year_of_its_day(day: str, year: int, check: Check) -> None:
    """The file lies in the folder of 2024; a school year lasts from 1 September to 31 August."""
    row = {**RIGHT["incident_register"], "发生日期": day}
    accepted = check(sheet("incident_register", row)).sheets[0].accepted
    assert accepted["scope_key"].to_list() == [f"370399|{year}|2024-01"]


def test_a_pupil_lands_without_name_and_numbers(check: Check) -> None:
    accepted = check(sheet("student_roster", RIGHT["student_roster"])).sheets[0].accepted
    row = accepted.row(0, named=True)
    assert len(row["student_hash"]) == len(row["id_number_hash"]) == 64
    assert row["birth_month"] == "2014-01"
    assert row["entry_month"] == "2020-09"
    assert (row["grade"], row["is_left_behind"], row["disability_type"]) == (5, False, None)
    assert row["meets_migrant_conditions"] is None
    text = str(accepted.rows())
    assert not any(word in text for word in ("某某", "G3703", "370399201401"))


def test_a_disabled_child_lands_without_name_and_numbers(check: Check) -> None:
    accepted = check(sheet("disability_register", RIGHT["disability_register"])).sheets[0].accepted
    row = accepted.row(0, named=True)
    assert len(row["id_number_hash"]) == len(row["student_hash"]) == 64
    assert (row["birth_month"], row["placement"]) == ("2015-03", "随班就读")
    assert not any(word in str(accepted.rows()) for word in ("某某", "G3703", "3703992015"))


@pytest.mark.parametrize("cell", ["Ⅲ", "III", "３", 3, "Ⅲ级", "3级"])
def test_a_level_of_monitoring_is_a_number_in_whichever_figures_it_is_written(
    cell: Cell, check: Check
) -> None:
    row = {**RIGHT["national_monitoring"], "水平等级": cell}
    assert check(sheet("national_monitoring", row)).sheets[0].accepted["level"].to_list() == [3]


def test_evidence_may_have_a_rating_instead_of_a_conclusion(check: Check) -> None:
    row = {**RIGHT["evidence_register"], "评估结论": "", "评级": "良好"}
    (found,) = check(sheet("evidence_register", row)).sheets
    assert found.accepted.select("conclusion", "rating").rows() == [(None, "良好")]


def test_a_teacher_lands_with_words_of_the_code_lists(check: Check) -> None:
    row = check(sheet("teacher_roster", RIGHT["teacher_roster"])).sheets[0].accepted.row(0, named=True)
    assert (row["education"], row["backbone_level"], row["has_certificate"]) == ("本科", "无", True)
    assert (row["training_hours"], row["exchange_form"], row["former_school_code"]) == (366.5, None, None)


def test_a_school_counts_unless_it_says_no(check: Check) -> None:
    rows = [
        {**RIGHT["school_register"], "是否计校数": cell, "学校标识码": f"213703990{at}"}
        for at, cell in enumerate(("", "否"))
    ]
    assert check(sheet("school_register", *rows)).sheets[0].accepted["counts_as_school"].to_list() == [
        True,
        False,
    ]


def test_scores_land_one_row_a_subject_and_an_absence_is_no_zero(check: Check) -> None:
    rows = [
        {
            **RIGHT["exam_scores"],
            "语文(120)": cell,
            "学籍号": f"G37039920140101001{at}",
            "英语（100分）": None,
        }
        for at, cell in enumerate((0, "缺考", "缓考", "作弊", None, "—", "１０５"))
    ]
    result = check(sheet("exam_scores", *rows))
    (found,) = result.sheets
    assert (found.rows_read, found.rows_accepted, found.accepted.height) == (7, 7, 21)
    chinese = found.accepted.filter(subject="语文")
    assert chinese["full_mark"].unique().to_list() == [120]
    assert chinese["score"].to_list() == [0, None, None, None, None, None, 105]
    assert chinese["absence"].to_list() == [None, "缺考", "缓考", "作弊", "空白", "空白", None]
    assert found.accepted.filter(subject="数学")["full_mark"].unique().to_list() == [100]
    assert found.accepted["exam_date"].unique().to_list() == [date(2025, 1, 10)]


def test_every_way_of_writing_a_word_belongs_to_one_word() -> None:
    assert canonical("stage") == ("小学", "初中", "高中")
    assert ways_of_writing("grade")["高三"] == "12"
    assert ways_of_writing("yes_no")["√"] == "true"


def test_an_alias_file_of_no_dataset_or_with_a_broken_row_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "unheard_of.csv").write_text("heading,column\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unheard_of"):
        AliasBook.load(tmp_path)
    (tmp_path / "unheard_of.csv").rename(tmp_path / "class_roster.csv")
    (tmp_path / "class_roster.csv").write_text(
        "heading,column,unit_factor\n人数,pupils,many\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="第 2 行"):
        AliasBook.load(tmp_path)
