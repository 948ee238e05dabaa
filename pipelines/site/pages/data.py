"""The data behind the figures: files in force, refused and gone, faults with remedies, who hands in well.

What does not belong here: gates over a whole night, which are those of all counties (index).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.site.facts import Facts, Row
from pipelines.site.pages import owed
from pipelines.site.writing import Writer

NOTE = "note"


def write(facts: Facts, writer: Writer) -> None:
    """Write the page."""
    files = [_file(facts, row) for row in facts["files"]]
    findings = [row | {"word": facts.word("severity", row["severity"])} for row in facts["findings"]]
    writer.write(
        "data.html",
        "data.html",
        "data.html",
        "数据",
        owed=owed.blocks(facts),
        files=files,
        states=list(dict.fromkeys(row["state_word"] for row in files)),
        file_years=list(dict.fromkeys(row["school_year"] for row in files)),
        faults=[row for row in findings if row["severity"] != NOTE],
        notes=[row for row in findings if row["severity"] == NOTE],
        providers=_by_year(facts["providers"]),
        flips=_flips(facts),
    )


def _file(facts: Facts, file: Row) -> dict[str, Any]:
    sheets = facts.where("sheets", file_id=file["file_id"])
    datasets = dict.fromkeys(row["dataset_name"] or row["dataset"] for row in sheets if row["dataset"])
    faults = [row for row in facts.where("findings", file_id=file["file_id"]) if row["severity"] != NOTE]
    return file | {
        "datasets": "、".join(datasets),
        "state_word": facts.word("file_state", file["state"]),
        "faults": len(faults),
        "received": f"{file['received_at']:%Y-%m-%d}",
    }


def _by_year(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """How providers did, a school year after the other, the newest first."""
    together: dict[int, list[Row]] = {}
    for row in rows:
        together.setdefault(row["school_year"], []).append(row)
    return [{"year": year, "rows": found} for year, found in together.items()]


def _flips(facts: Facts) -> list[dict[str, Any]]:
    """Verdicts that hang on a rounding or on how a rule is read."""
    return [
        {
            "cause": facts.word("flip_cause", row["cause"]),
            "code": row["indicator_code"],
            "name": facts.indicators[row["indicator_code"]]["indicator_name"],
            "place": facts.name_of(row["school_code"]) if row["school_code"] else "全县",
            "stage": row["stage"],
            "dimension": row["dimension"],
            "word": facts.verdict(row["status"]),
            "other": facts.verdict(row["other_status"]),
        }
        for row in facts.of_ruleset("flips")
    ]
