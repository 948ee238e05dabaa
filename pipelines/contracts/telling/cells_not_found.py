"""What is said about the cells of a workbook that were not found, or not by their labels.

What does not belong here: finding them (composing).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.recognising.labelled_cells import Cell, cell_rules
from pipelines.contracts.telling.wording import place, quoted
from pipelines.ingest.fold import shown_unit
from pipelines.ingest.model import Finding, Severity, Sheet

MOST_NAMED = 10


def not_used(dataset: Dataset, sheets: Sequence[Sheet]) -> list[Finding]:
    """The forms of which nothing is taken."""
    if not sheets:
        return []
    names = "、".join(f"“{sheet.name}”" for sheet in sheets[:MOST_NAMED])
    more = f"等 {len(sheets)} 张" if len(sheets) > MOST_NAMED else ""
    message = f"工作表{names}{more}是教育事业统计的其他表，没有采用。"
    return [_finding(dataset, "form_not_used", "note", message, "不必理会。")]


def no_stage(dataset: Dataset, sheet: Sheet) -> Finding:
    """A workbook whose forms say nothing of any stage."""
    where = place(sheet.name, None, None)
    message = f"{where}等教基表中没有任何学段的数字，应有小学或初中的学生、班级或教师数。"
    remedy = "请从教育事业统计系统重新导出该校的全部教基表后报送。"
    return _finding(dataset, "no_stage", "warn", message, remedy, sheet.name)


def not_found(dataset: Dataset, row_name: str, stage: str, columns: Collection[str]) -> list[Finding]:
    """The figures of a stage that no label and no address leads to, form by form."""
    by_form: dict[str, list[str]] = {}
    for rule in cell_rules(dataset.name):
        heading = dataset.columns[rule.column].heading
        if rule.column in columns and rule.stage in (stage, None):
            by_form.setdefault(_forms_of(dataset, rule.column, stage), []).append(heading)
    return [
        _finding(
            dataset,
            "cell_not_found",
            "warn",
            f"{place(row_name, None, None)}没有找到唯一的{_named(headings)}，"
            f"应在{forms}中按行、列名称找到；这些数按缺数据处理。",
            f"请补上{forms}，或核对其中的行、列名称；行列名称确有变化时请联系管理员补充对照表。",
            row_name,
        )
        for forms, headings in by_form.items()
    ]


def by_address(dataset: Dataset, cell: Cell) -> Finding:
    """A figure that was found by its address alone."""
    column = dataset.columns[cell.rule.column]
    message = (
        f"{place(cell.sheet.name, cell.row_number, None)}没有按行、列名称找到“{column.heading}”，"
        f"按单元格位置取了{quoted(cell.place.text, column, dataset)}，应能按名称找到。"
    )
    remedy = "请核对这个数；行列名称确有变化时请联系管理员补充对照表。"
    return _finding(dataset, "cell_by_address", "note", message, remedy, cell.sheet.name, cell.row_number)


def wrong_unit(dataset: Dataset, cell: Cell, unit: str) -> Finding:
    """A figure whose label names a unit that nobody converts; it is left out."""
    column = dataset.columns[cell.rule.column]
    wanted = shown_unit(column.unit or "")
    message = (
        f"{place(cell.sheet.name, cell.row_number, None)}“{column.heading}”的单位是{shown_unit(unit)}，"
        f"应为{wanted}，没有采用。"
    )
    remedy = f"请把数据换算成{wanted}，并在名称中写明（{wanted}）。"
    return _finding(dataset, "wrong_unit", "warn", message, remedy, cell.sheet.name, cell.row_number)


def _named(headings: Sequence[str]) -> str:
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
    message: str,
    remedy: str,
    sheet: str | None = None,
    row: int | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        remedy=remedy,
        dataset=dataset.name,
        sheet=sheet,
        row=row,
    )
