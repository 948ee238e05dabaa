"""The parts of a briefing, each kind as blocks: sentences of the template, tables and drawings of the facts.

What does not belong here: the facts (facts), and paper (as_docx, as_pdf).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from pipelines.documents.blocks import Block, Cell, Heading, Picture, Table, Text, Title
from pipelines.documents.charts import Bar, bars
from pipelines.local_time import local_time
from pipelines.reports.briefing.facts import Facts, Row
from pipelines.reports.briefing.queries import PARTS
from pipelines.warehouse.forecast import forecast_of, sentences
from pipelines.warehouse.versions import published_at

NUMERALS: Final = "一二三四五六七八九十"
MARKS: Final = (("met", "●"), ("unmet", "▲"), ("no_data", "○"))
"""A mark for every statement of a task: shapes, not colours, tell them apart."""
MOST_MOVED, MOST_NAMED = 40, 3
NOT_SET, COUNTY, ALWAYS = "—", "全县", "有记录以来"


def blocks(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    """Everything the briefing says, part by part; a part that has nothing to tell of is left out.

    Args:
        facts: what it tells.
        words: what people read for a verdict's code.
    """
    at = 0
    for part in facts.rows(PARTS):
        title, body = (_filled(part[name], facts.named) for name in ("title", "body"))
        if part["part_kind"] == "title":
            yield Title(title, body)
            continue
        told = list(KINDS[part["part_kind"]](facts, words))
        if not told and part["part_kind"] != "paragraph":
            continue
        if title:
            number = f"{NUMERALS[at]}、" if at < len(NUMERALS) else f"{at + 1}. "
            yield Heading(f"{number}{title}")
            at += 1
        if body:
            yield Text(body)
        yield from told


def _filled(text: str | None, named: Mapping[str, str]) -> str:
    for name, value in named.items():
        text = (text or "").replace(f"{{{name}}}", value)
    return text or ""


def _paragraph(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    yield from ()


def _areas(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    yield Table(
        ("评价方面", "项目", words["met"], words["unmet"], words["no_data"], "结论"),
        (3, 1, 1, 1, 1, 1.4),
        [
            [
                Cell(row["area"]),
                *(
                    Cell(str(row[name]))
                    for name in ("items_total", "items_met", "items_unmet", "items_no_data")
                ),
                _verdict(row["verdict"], words),
            ]
            for row in facts.areas
        ],
        frozenset(range(1, 6)),
    )


def _tasks(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    if not facts.tasks:
        return
    yield Table(
        ("任务", "时限", "进度", "达标/表述", "判定", "未达标和缺数据的表述"),
        (2.3, 1.9, 2.2, 1.3, 1.2, 5),
        [
            [
                Cell(f"{row['task']} {row['task_name']}"),
                Cell(_due(row)),
                Cell("".join(mark for code, mark in MARKS for _ in range(row[f"statements_{code}"]))),
                Cell(f"{row['statements_met']}/{row['statements_total']}"),
                _verdict(row["status"], words),
                Cell(_lacking(row, words)),
            ]
            for row in facts.tasks
        ],
        frozenset({1, 3, 4}),
    )
    yield Text("　".join(f"{mark} {words[code]}" for code, mark in MARKS), is_note=True)


def _due(row: Row) -> str:
    if not row["due_on"]:
        return NOT_SET
    is_late = row["is_over"] and row["status"] != "met"
    return f"{row['due_on']}\n已过" if is_late else str(row["due_on"])


def _lacking(row: Row, words: Mapping[str, str]) -> str:
    parts = [(words["unmet"], row["unmet"]), (words["no_data"], row["unknown"])]
    return "\n".join(f"{word}：{text}" for word, text in parts if text) or NOT_SET


def _movements(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    if not facts.moved:
        yield Text("没有判定与上期不同。", is_note=True)
        return
    together: dict[tuple[Any, ...], list[Row]] = {}
    for row in facts.moved:
        named = ("indicator_code", "stage", "dimension", "word_before", "word_after", "files")
        alike = tuple(row[name] for name in named) if row["school_code"] else (row["table_name"], row["key"])
        together.setdefault(alike, []).append(row)
    shown = list(together.values())[:MOST_MOVED]
    yield Table(
        ("怎样变", "哪里", "什么", "数值", "判定", "因为"),
        (1.5, 2.6, 3.2, 2, 2.2, 2.6),
        [_moved(rows) for rows in shown],
    )
    if len(together) > len(shown):
        yield Text(f"共 {len(together)} 条，列出前 {len(shown)} 条；逐项见“数据变动”工作簿。", is_note=True)


def _moved(rows: Sequence[Row]) -> list[Cell]:
    """A verdict that turned, or that of many schools that turned alike."""
    first = rows[0]
    where = f"{_place(first)}{_staged(first['stage'])}"
    figures = _from_to(first["before"], first["after"])
    if len(rows) > 1:
        names = "、".join(_place(row) for row in rows[:MOST_NAMED])
        where = (
            f"{len(rows)} 所学校{_staged(first['stage'])}：{names}{'等' if len(rows) > MOST_NAMED else ''}"
        )
        figures = NOT_SET
    return [
        Cell(first["way"], first["movement"]),
        Cell(where),
        Cell(_figure(first)),
        Cell(figures),
        Cell(_from_to(first["word_before"], first["word_after"])),
        Cell(f"《{first['files']}》" if first["files"] else NOT_SET),
    ]


def _place(row: Row) -> str:
    return str(row["school_name"] or row["school_code"] or COUNTY)


def _figure(row: Row) -> str:
    named = " ".join(part for part in (row["indicator_code"], row["indicator_name"]) if part)
    if not named:
        named = "学校是否通过" if row["school_code"] else f"认定：{row['area']}"
    detail = f"（{row['dimension']}）" if row["dimension"] else ""
    return f"{named}{detail}{' 差异系数' if row['table_name'] == 'fct_county_balance' else ''}"


def _from_to(before: str | None, after: str | None) -> str:
    return NOT_SET if before is None and after is None else f"{before or NOT_SET}→{after or NOT_SET}"


def _behind(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    ordered = sorted(facts.behind, key=lambda row: row["departments"])
    for departments, of_one in groupby(ordered, key=lambda row: str(row["departments"])):
        items = list(of_one)
        counted = [
            f"{words[code]} {number} 项"
            for code in ("unmet", "no_data")
            if (number := len([row for row in items if (row["status"] == "no_data") == (code == "no_data")]))
        ]
        yield Heading(f"{departments or '（没有登记责任部门）'}：{'，'.join(counted)}", level=2)
        yield Table(
            ("项目", "判定", "自何时", "任务和时限", "情况"),
            (3, 1.2, 1.9, 2.4, 5.5),
            [_open_item(facts, row, words) for row in items],
            frozenset({1, 2}),
        )


def _open_item(facts: Facts, row: Row, words: Mapping[str, str]) -> list[Cell]:
    kind = " 差异系数" if row["printed_cv"] else ""
    since = NOT_SET
    if row["version"]:
        since = local_time(published_at(row["version"]), facts.version.time_zone)[: len("2024-10-31")]
    elif row["is_followed"]:
        since = ALWAYS
    task = f"{row['tasks']}\n{_due(row)}" if row["tasks"] else NOT_SET
    schools = [
        f"{number} 所学校{words[code]}"
        for code, number in (("unmet", row["schools_unmet"]), ("no_data", row["schools_no_data"]))
        if number
    ]
    if row["printed_cv"]:
        schools.append(f"差异系数 {row['printed_cv']}，应不高于 {row['cv_limit']:g}")
    said = row["conclusion"] or "，".join(schools) or NOT_SET
    return [
        Cell(f"{row['item_name']}{_staged(row['stage'])}{kind}".replace("；\n", "；")),
        _verdict(row["status"], words),
        Cell(since),
        Cell(task),
        Cell(said.replace("\n", " ")),
    ]


def _coefficients(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    for stage, of_stage in groupby(facts.coefficients, key=lambda row: str(row["stage"])):
        rows = list(of_stage)
        yield Text(f"{stage}，上限 {rows[0]['cv_limit']:g}", is_note=True)
        drawn = [
            Bar(
                row["indicator_code"],
                row["cv"],
                row["printed_cv"] or NOT_SET,
                row["cv_limit"],
                row["status"] == "unmet",
            )
            for row in rows
        ]
        told = "，".join(f"{row['indicator_code']} {row['printed_cv'] or words['no_data']}" for row in rows)
        yield Picture(bars([drawn]), f"{stage}的差异系数：{told}")
    if facts.coefficients:
        names = {row["indicator_code"]: row["indicator_name"] for row in facts.coefficients}
        yield Text("；".join(f"{code} {name}" for code, name in names.items()), is_note=True)


def _owed(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    if facts.owed:
        yield Table(
            ("资料", "报送单位", "情况", "收到"),
            (3, 2, 6, 1.6),
            [
                [
                    Cell(row["what"] or NOT_SET),
                    Cell(row["who"] or NOT_SET),
                    Cell(row["found"] or NOT_SET),
                    Cell(local_time(row["since"], facts.version.time_zone)[: len("2024-10-31")] or NOT_SET),
                ]
                for row in facts.owed
            ],
            frozenset({3}),
        )


def _verdict(code: str, words: Mapping[str, str]) -> Cell:
    return Cell(words[code], code)


def _staged(stage: str | None) -> str:
    return f"（{stage}）" if stage else ""


def _forecast(facts: Facts, words: Mapping[str, str]) -> Iterator[Block]:
    told = forecast_of(facts.connection, facts.scope.county_code)
    yield from (Text(sentence) for sentence in sentences(*told))


KINDS: Final[Mapping[str, Callable[[Facts, Mapping[str, str]], Iterator[Block]]]] = {
    "paragraph": _paragraph,
    "areas": _areas,
    "tasks": _tasks,
    "movements": _movements,
    "behind": _behind,
    "coefficients": _coefficients,
    "owed": _owed,
    "forecast": _forecast,
}
"""The kinds of parts (code words of the kind briefing_part)."""
