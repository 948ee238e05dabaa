"""The county's morning: how it stands, what to see to first, what moved, what is owed.

What does not belong here: whole lists of schools and figures (resources, owing, indicators).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.site import charts
from pipelines.site.facts import Facts, Row
from pipelines.site.pages import owed
from pipelines.site.shown import LACKING, NOT_SET, judged, lines, number, said_of_balance, staged
from pipelines.site.writing import Writer

MOST_MATTERS, MOST_SCHOOLS = 10, 6
WHOLE = "whole"
WAYS = ("better", "worse", "lost", "known", "same")
"""Which way a verdict went, in the order in which it is told."""


def write(facts: Facts, writer: Writer) -> None:
    """Write the page."""
    movements = _movements(facts)
    writer.write(
        "index.html",
        "morning.html",
        "index.html",
        "今日情况",
        rulesets=[_ruleset(facts, one) for one in facts["rulesets"]],
        vetoes=[_item(facts, one) for one in facts.of_ruleset("recognition_items") if _is_veto(facts, one)],
        main=facts.main,
        matters=[_matter(facts, one) for one in facts.of_ruleset("open_items")[:MOST_MATTERS]],
        open_total=len(facts.of_ruleset("open_items")),
        open_unknown=len([one for one in facts.of_ruleset("open_items") if one["status"] == "no_data"]),
        **{
            f"moved_{way}": len([row for row in facts.of_ruleset("movements") if row["movement"] == way])
            for way in ("better", "worse", "lost")
        },
        movements=movements,
        previous=movements[0]["rows"][0]["previous_version"] if movements else None,
        owed=owed.blocks(facts),
        areas=_areas(facts),
    )


def _is_veto(facts: Facts, item: Row) -> bool:
    return any(facts.indicators[code]["kind"] == "event" for code in facts.codes_of(item))


def _ruleset(facts: Facts, ruleset: Row) -> Row:
    """How the county stands by a ruleset: as a whole, area by area, and how many units pass."""
    rows = [row | {"word": facts.verdict(row["verdict"])} for row in facts.of_ruleset("recognition", ruleset)]
    name_of_whole = facts.word("area", WHOLE)
    whole = next(row for row in rows if row["area"] == name_of_whole)
    whole["word"] = facts.word("pass", {True: "true", False: "false", None: "unknown"}[whole["passes"]])
    order = list(dict.fromkeys(row["area"] for row in facts["indicators"]))
    units = facts.of_ruleset("compliance", ruleset)
    return {
        "name": ruleset["name"],
        "whole": whole,
        "areas": sorted((row for row in rows if row is not whole), key=lambda row: order.index(row["area"])),
        "units": {
            "total": len(units),
            "passed": len([one for one in units if one["passes"]]),
            "failed": len([one for one in units if one["passes"] is False]),
            "unknown": len([one for one in units if one["passes"] is None]),
        },
        "bar": charts.shares(
            [(code, whole[f"items_{code}"], facts.verdict(code)) for code in ("met", "unmet", "no_data")]
        ),
    }


def _item(facts: Facts, item: Row) -> Row:
    return item | {"word": facts.verdict(item["status"])}


def _matter(facts: Facts, item: Row) -> Row:
    """One of the things that matter most, in words, with the schools it concerns."""
    stage = staged(item["stage"])
    named = item["item_name"].replace("；\n", "；")
    codes = facts.codes_of(item)
    balance = facts.one(
        "balance",
        ruleset_code=item["ruleset_code"],
        school_year=item["school_year"],
        indicator_code=codes[0],
        stage=item["stage"],
    )
    if len(codes) == 1 and balance and item["stage"]:
        concerned, said = _drivers(facts, balance)
        title = f"{named}{stage}校际差异系数"
    else:
        concerned, said = _lacking(facts, item, codes), lines(item["conclusion"])
        title = f"{named}{stage}"
    return item | {
        "word": facts.verdict(item["status"]),
        "title": title,
        "lines": said,
        "codes": codes,
        "schools": concerned[:MOST_SCHOOLS],
        "more": len(concerned) if len(concerned) > MOST_SCHOOLS else None,
    }


def _drivers(facts: Facts, balance: Row) -> tuple[list[Row], list[str]]:
    """The schools that drive a coefficient, and how far it is from its limit."""
    key = {name: balance[name] for name in ("ruleset_code", "indicator_code", "stage")}
    concerned = [
        {
            "school_code": row["school_code"],
            "school_name": facts.name_of(row["school_code"]),
            "told": "占差异最多" if at == 0 else "",
        }
        for at, row in enumerate(facts.where("drivers", **key)[:3])
    ]
    return concerned, [
        f"差异系数 {balance['printed_cv']}，应不高于 {number(balance['cv_limit'])}；差异主要来自："
    ]


def _lacking(facts: Facts, item: Row, codes: Sequence[str]) -> list[Row]:
    """The schools that keep an item from being met, each once, with what it lacks."""
    wanted = {"no_data"} if item["status"] == "no_data" else LACKING
    units = [
        row
        for row in facts.of_ruleset("compliance")
        if item["stage"] and row["stage"] == item["stage"] and not row["passes"]
    ]
    if item["stage"]:
        return [
            {"school_code": row["school_code"], "school_name": facts.name_of(row["school_code"]), "told": ""}
            for row in units
        ]
    found: dict[str, Row] = {}
    for code in codes:
        for row in facts.of_ruleset("school_indicators", indicator_code=code):
            if row["status"] in wanted:
                one = judged(facts, row)
                told = one["word"] if row["status"] == "no_data" else one["lacks"].replace(NOT_SET, "")
                known = found.setdefault(
                    row["school_code"],
                    {
                        "school_code": row["school_code"],
                        "school_name": facts.name_of(row["school_code"]),
                        "told": "",
                    },
                )
                known["told"] = "，".join(dict.fromkeys(part for part in (known["told"], told) if part))
    return list(found.values())


def _movements(facts: Facts) -> list[dict[str, Any]]:
    """What moved, the county's own figures first; alike movements of many schools together."""
    together: dict[tuple[Any, ...], list[Row]] = {}
    for row in facts.of_ruleset("movements"):
        if row["movement"] == "same" and row["school_code"]:
            key: tuple[Any, ...] = ("same",)
        else:
            named = ("table_name", "indicator_code", "movement", "word_before", "word_after", "files")
            key = tuple(row[name] for name in named)
        together.setdefault(key, []).append(row)
    found = [_moved(key, rows) for key, rows in together.items()]
    return sorted(found, key=lambda one: (bool(one["rows"][0]["school_code"]), WAYS.index(one["movement"])))


def _moved(key: tuple[Any, ...], rows: Sequence[Row]) -> dict[str, Any]:
    first = rows[0]
    if key == ("same",):
        title = "学校的数值有变，判定不变"
    else:
        name = " ".join(part for part in (first["indicator_code"], first["indicator_name"]) if part)
        because = f"，因为《{first['files']}》" if first["files"] else ""
        title = f"{name or '资源配置评价'} {first['word_before']}→{first['word_after']}{because}"
    return {
        "way": first["way"],
        "movement": first["movement"],
        "title": title,
        "rows": [
            row
            | {
                "text": row["told"],
                "place": _place(row),
                "rest": row["told"].removeprefix(_place(row)),
                "figures": _figures(row),
            }
            for row in rows
        ],
    }


def _place(row: Row) -> str:
    return f"{row['school_name'] or '全县'}{staged(row['stage'])}"


def _figures(row: Row) -> str:
    if row["before"] is None and row["after"] is None:
        return ""
    return f"{row['indicator_code']} {row['before'] or '—'}→{row['after'] or '—'}"


def _areas(facts: Facts) -> list[dict[str, Any]]:
    """Every item of the main ruleset, by area; areas with something open are unfolded."""
    items = facts.of_ruleset("recognition_items")
    found = []
    for row in _ruleset(facts, facts.main)["areas"]:
        of_area = [
            _item(facts, one) | {"lines": _said(facts, one), "codes": facts.codes_of(one)[:1]}
            for one in items
            if one["area"] == row["area"]
        ]
        found.append(row | {"name": row["area"], "items": of_area, "open": False})
    return found


def _said(facts: Facts, item: Row) -> list[str]:
    """The conclusion of an item; of a coefficient its figure, of the schools how many pass."""
    if item["conclusion"]:
        return lines(item["conclusion"])
    found = facts.one(
        "balance",
        ruleset_code=item["ruleset_code"],
        school_year=item["school_year"],
        indicator_code=item["item_code"],
        stage=item["stage"],
    )
    if found:
        return [said_of_balance(found)]
    units = [one for one in facts.of_ruleset("compliance") if one["stage"] == item["stage"]]
    failing = [one for one in units if not one["passes"]]
    return [f"{len(units)} 个评价单元，{len(failing)} 个没有通过"]
