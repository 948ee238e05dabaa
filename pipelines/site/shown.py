"""Figures as people read them: thousands apart, a limit with its comparison, a verdict with its word.

The rounding is that of the marts (`printed_value`). What does not belong here: computing.
"""

from __future__ import annotations

from typing import Any

from pipelines.site.facts import Facts, Row

NOT_SET, NOT_PUBLISHED = "—", "不公布"
SIGNS = {">=": "≥", "<=": "≤", "<": "<"}
TIMES, COUNTED = "倍", frozenset({"间", "人", "个"})
LACKING = frozenset({"near", "unmet"})
BY_A_HAIR = "取整前不合"
"""Beside a figure that reads as its limit and is on the wrong side of it unrounded."""


def grouped(printed: str | None) -> str:
    """A printed figure with its thousands apart; a dash where there is none."""
    if printed is None:
        return NOT_SET
    whole, point, rest = printed.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}" if digits.isdigit() else printed


def staged(stage: str | None) -> str:
    """A stage behind a name, in brackets; nothing where there is none."""
    return f"（{stage}）" if stage else ""


def number(value: float | None) -> str:
    """A number that a mart publishes as it is meant."""
    return NOT_SET if value is None else f"{value:,.10g}"


def rounded(value: float | None, decimals: int) -> str:
    """A figure that no mart prints, with its decimals, to be read and not judged."""
    return NOT_SET if value is None else f"{value:,.{decimals}f}"


def with_unit(figure: str, unit: str | None) -> str:
    """A figure and its unit, a space between, but for a percent sign."""
    return f"{figure}{'' if unit == '%' else ' '}{unit or ''}".strip()


def limit(row: Row, unit: str | None = None) -> str:
    """The threshold with its comparison."""
    if row["threshold"] is None:
        return NOT_SET
    sign = SIGNS.get(row["comparison"], row["comparison"])
    return f"{sign} {with_unit(number(row['threshold']), unit)}"


def shown_value(facts: Facts, row: Row) -> str:
    """A judged value with its unit; what a document decides has a verdict only."""
    indicator = facts.indicators[row["indicator_code"]]
    if row.get("is_suppressed"):
        return NOT_PUBLISHED
    if indicator["kind"] == "evidence" or row["printed_value"] is None:
        return NOT_SET
    if counts_schools(facts, row):
        return f"{grouped(row['printed_value'])} 所未达标"
    if counted := _counted(indicator, row):
        return with_unit(counted[0], indicator["numerator_unit"])
    return with_unit(grouped(row["printed_value"]), indicator["unit"])


def counts_schools(facts: Facts, row: Row) -> bool:
    """Whether the value is how many schools do not meet the limit, and nothing that is held against it."""
    # `unmet`: how many schools do not meet it; a version published by earlier code does not say so
    counts = facts.indicators[row["indicator_code"]].get("county_value") == "unmet"
    return counts and row.get("subjects_total") is not None


def bare_value(facts: Facts, row: Row) -> str:
    """A judged value without its unit, for where the unit stands beside it."""
    counted = _counted(facts.indicators[row["indicator_code"]], row)
    return counted[0] if counted else grouped(row["printed_value"])


def shown_limit(facts: Facts, row: Row) -> str:
    """What a value is held against; of a document that it is one."""
    indicator = facts.indicators[row["indicator_code"]]
    if indicator["kind"] == "evidence":
        return str(indicator["kind_word"])
    if counted := _counted(indicator, row):
        return f"{SIGNS[row['comparison']]} {with_unit(counted[1], indicator['numerator_unit'])}"
    said = limit(row, indicator["unit"])
    return f"{said}（{BY_A_HAIR}）" if _reads_as_its_limit(row) and not counts_schools(facts, row) else said


def _counted(indicator: Row, row: Row) -> tuple[str, str] | None:
    """What a school has and should have of things that are counted, where its value is one over the other.

    A school without a music room has 0 of 1; nobody says that it has 0.00 times what it should have.
    """
    is_counted = indicator["unit"] == TIMES and indicator["numerator_unit"] in COUNTED
    if not is_counted or not row.get("school_code") or row.get("comparison") not in SIGNS:
        return None
    if "printed_required" in row:
        has, ought = row["printed_actual"], row["printed_required"]
        return (grouped(has), grouped(ought)) if has and ought else None
    # one of each that it should have: any other threshold says how much more or less than that
    if None in (row["numerator"], row["denominator"]) or row["threshold"] != 1:
        return None
    return number(row["numerator"]), number(row["denominator"])


def _reads_as_its_limit(row: Row) -> bool:
    if row.get("status") not in LACKING or row["threshold"] is None or row.get("printed_value") is None:
        return False
    return bool(float(row["printed_value"]) == row["threshold"])


def shown_shortfall(row: Row) -> str:
    """What is missing to reach the threshold; a dash where nothing is, or nothing is known."""
    if row["status"] in LACKING and row.get("is_suppressed"):
        return NOT_PUBLISHED
    if row["status"] not in LACKING or row["printed_shortfall"] is None:
        return NOT_SET
    return f"缺 {with_unit(grouped(row['printed_shortfall']), row['shortfall_unit'])}"


def judged(facts: Facts, row: Row) -> dict[str, Any]:
    """A row with what a page shows of it: indicator, value, limit, verdict, shortfall."""
    indicator = facts.indicators[row["indicator_code"]]
    return {
        **row,
        "indicator_name": indicator["indicator_name"],
        "shown": shown_value(facts, row),
        "limit": shown_limit(facts, row),
        "word": facts.verdict(row["status"]),
        "lacks": shown_shortfall(row) if "printed_shortfall" in row else NOT_SET,
    }


def point(facts: Facts, row: Row, value: float, said: str) -> dict[str, Any]:
    """A school year's figure for a line over the years, with what is told of it."""
    word = facts.verdict(row["status"])
    tip = f"{row['school_year']}：{said}（{word}）"
    return {"year": row["school_year"], "value": value, "status": row["status"], "tip": tip}


def said_of_balance(row: Row) -> str:
    """A coefficient of variation with its limit and the county's mean."""
    stage, cv, mean = staged(row["stage"]), row["printed_cv"] or NOT_SET, grouped(row["printed_mean"])
    return f"差异系数{stage} {cv}，限 {number(row['cv_limit'])}；全县平均 {mean}"


def lines(text: str | None) -> list[str]:
    """The sentences of a conclusion, which stand below each other."""
    return [line.rstrip("；") for line in (text or "").split("\n") if line]
