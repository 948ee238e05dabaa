"""What is said about the cells of a workbook's forms that were not found, or not by their labels.

What does not belong here: finding them (recognising.composed).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.contracts.datasets.code_lists import canonical
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.by_labels import Cell, cell_rules
from pipelines.contracts.recognising.composed import STAGE, Composed, Lacking, Several
from pipelines.contracts.telling.phrases import quoted
from pipelines.contracts.telling.years_of_columns import RULE
from pipelines.ingest.fold import shown_unit
from pipelines.ingest.model import Finding, Severity, Sheet

MOST_NAMED = 10


def of_forms(composed: Composed) -> list[Finding]:
    """Everything that is said about the forms of one workbook."""
    dataset = composed.dataset
    return [
        *_not_used(dataset, composed.not_used),
        *(_by_address(dataset, cell) for cell in composed.by_address),
        *(_wrong_unit(dataset, cell, unit) for cell, unit in composed.wrong_unit),
        *(_other_year(dataset, cell, word) for cell, word in composed.other_year),
        *_several(dataset, composed.several),
        *([] if composed.rows else [_no_stage(dataset, composed.forms[0])]),
        *(finding for lacking in composed.lacking for finding in _not_found(dataset, lacking)),
    ]


def _not_used(dataset: Dataset, sheets: Sequence[Sheet]) -> list[Finding]:
    """The forms of which nothing is taken."""
    if not sheets:
        return []
    names = "、".join(f"“{sheet.name}”" for sheet in sheets[:MOST_NAMED])
    more = f"等 {len(sheets)} 张" if len(sheets) > MOST_NAMED else ""
    found = f"工作表{names}{more}是教育事业统计的其他表，没有采用"
    forms = "、".join(dict.fromkeys(rule.form for rule in cell_rules(dataset.name)))
    return [_finding(dataset, "form_not_used", "note", found, f"{forms}各表", "不必理会。")]


def _no_stage(dataset: Dataset, sheet: Sheet) -> Finding:
    """A workbook whose forms say nothing of any stage."""
    found = f"等{dataset.title}中没有任何学段的数字"
    expected = f"{'、'.join(canonical(STAGE))}中至少一个学段的学生、班级或教师数"
    remedy = f"请从教育事业统计系统重新导出该校的全部{dataset.title}后报送。"
    return _finding(dataset, "no_stage", "warn", found, expected, remedy, sheet.name)


def _not_found(dataset: Dataset, lacking: Lacking) -> list[Finding]:
    """The figures of a stage that no label and no address leads to, form by form."""
    by_form: dict[str, list[str]] = {}
    for rule in cell_rules(dataset.name):
        heading = dataset.columns[rule.column].heading
        if rule.column in lacking.columns and rule.stage in (lacking.stage, None):
            by_form.setdefault(_forms_of(dataset, rule.column, lacking.stage), []).append(heading)
    return [
        _finding(
            dataset,
            "cell_not_found",
            "warn",
            f"没有找到唯一的{_named(headings)}，这些数按缺数据处理",
            f"{forms}中能按行、列名称找到的数",
            f"请补上{forms}，或核对其中的行、列名称；行列名称确有变化时请联系管理员补充对照表。",
            lacking.row_name,
        )
        for forms, headings in by_form.items()
    ]


def _several(dataset: Dataset, several: Sequence[Several]) -> list[Finding]:
    """The figures whose labels stand in several rows of one form, rows by rows."""
    by_rows: dict[tuple[str, tuple[int, ...]], list[Several]] = {}
    for one in several:
        by_rows.setdefault((one.sheet.name, one.rows), []).append(one)
    return [
        Finding(
            rule="cell_in_several_rows",
            severity="warn",
            found=f"{_named(_heading(dataset, one) for one in alike)}在{_listed(rows)}都有，按缺数据处理",
            expected="只在一行中的数",
            remedy="请只保留正确的一行，然后重新报送。",
            dataset=dataset.name,
            sheet=sheet,
            row=rows[0],
            further_rows=rows[1:],
        )
        for (sheet, rows), alike in by_rows.items()
    ]


def _listed(rows: Sequence[int]) -> str:
    return f"第 {'、'.join(map(str, rows))} 行"


def _heading(dataset: Dataset, several: Several) -> str:
    """The heading of a column, with its stage where it is of one."""
    heading = dataset.columns[several.column].heading
    return f"{heading}（{several.stage}）" if several.stage else heading


def _by_address(dataset: Dataset, cell: Cell) -> Finding:
    """A figure that was found by its address alone."""
    column = dataset.columns[cell.rule.column]
    found = (
        f"没有按行、列名称找到“{column.heading}”，按单元格位置取了{quoted(cell.place.text, column, dataset)}"
    )
    remedy = "请核对这个数；行列名称确有变化时请联系管理员补充对照表。"
    expected = "能按名称找到的数"
    return _finding(
        dataset, "cell_by_address", "note", found, expected, remedy, cell.sheet.name, cell.row_number
    )


def _wrong_unit(dataset: Dataset, cell: Cell, unit: str) -> Finding:
    """A figure for which another unit is stated, or one that is not understood; it is left out."""
    column = dataset.columns[cell.rule.column]
    wanted = shown_unit(column.unit or "")
    found = f"“{column.heading}”的单位写的是“{shown_unit(unit)}”，没有采用"
    remedy = f"请把数据换算成{wanted}，并在名称中写明（{wanted}）。"
    expected = f"以{wanted}为单位的数"
    return _finding(dataset, "wrong_unit", "warn", found, expected, remedy, cell.sheet.name, cell.row_number)


def _other_year(dataset: Dataset, cell: Cell, word: str) -> Finding:
    """A figure that is of another year by a word above or beside it; it is left out."""
    column = dataset.columns[cell.rule.column]
    found = f"“{column.heading}”的行、列名称里写着“{word}”，可能不是要报送的年份的数，没有采用"
    remedy = f"请只保留要报送的年份的数；“{word}”只是标题的，请移到第一列，然后重新报送。"
    return _finding(
        dataset, RULE, "warn", found, "要报送的年份的数", remedy, cell.sheet.name, cell.row_number
    )


def _named(headings: Iterable[str]) -> str:
    return "、".join(f"“{heading}”" for heading in dict.fromkeys(headings))


def _forms_of(dataset: Dataset, column: str, stage: str) -> str:
    """The form a column is looked for in, named by its first rule: the present one."""
    forms = [
        rule.form
        for rule in cell_rules(dataset.name)
        if rule.column == column and rule.stage in (stage, None) and rule.last_year is None
    ]
    return " 或 ".join(dict.fromkeys(forms))


def _finding(
    dataset: Dataset,
    rule: str,
    severity: Severity,
    found: str,
    expected: str,
    remedy: str,
    sheet: str | None = None,
    row: int | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        found=found,
        expected=expected,
        remedy=remedy,
        dataset=dataset.name,
        sheet=sheet,
        row=row,
    )
