"""What must become of each kind of planted fault, as datasets.md settles it ("When in doubt").

An unreadable cell is a blank cell (1); what gives a row its meaning sets it aside, more than a tenth refuses
the file; a file that cannot be read at all is refused; what is merely odd lands and is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lands = Literal["nothing", "not the row", "not the cell", "the row"]


@dataclass(frozen=True)
class Expected:
    """What is said of a fault, and what of it lands.

    Attributes:
        severity: how the finding is called that names the place of the fault.
        lands: nothing of the file, the file without the row, the row without the cell, or all of it.
        columns: headings of columns that are unknown in the row; by themselves, that of the fault.
    """

    severity: str
    lands: Lands
    columns: tuple[str, ...] = ()


REFUSED, ASIDE = Expected("refuse", "nothing"), Expected("set_aside", "not the row")
UNREADABLE, TOLD = Expected("unknown", "not the cell"), Expected("warn", "the row")
DEGREES = ("博士研究生", "硕士研究生", "本科", "专科")
KINDS: dict[str, Expected] = {
    # keys, and what gives a row its meaning
    **dict.fromkeys(("duplicate_school", "duplicate_pupil", "duplicate_funds"), ASIDE),
    **dict.fromkeys(
        ("short_school_code", "unknown_school_type", "unknown_stage", "unknown_room_kind"), ASIDE
    ),
    **dict.fromkeys(("unknown_change", "impossible_change_day"), ASIDE),
    # measures, flags, months
    **dict.fromkeys(("negative_count", "formula_error", "negative_class", "negative_area"), UNREADABLE),
    **dict.fromkeys(("negative_hours", "negative_off_roll", "negative_labour_hours"), UNREADABLE),
    **dict.fromkeys(("date_garbage", "unknown_level", "unknown_rating", "town_of_other_county"), UNREADABLE),
    **dict.fromkeys(("score_over_full_mark", "negative_form_value", "no_conclusion"), UNREADABLE),
    "allotted_over_plan": UNREADABLE,
    # parts that are more than the whole: none of them is known
    "degrees_over_teachers": Expected("unknown", "not the cell", DEGREES),
    "arts_over_teachers": Expected("unknown", "not the cell", ("体育与健康", "艺术(计)")),
    "indoor_over_teaching_area": Expected(
        "unknown", "not the cell", ("室内体育用房面积", "教学及辅助用房面积")
    ),
    # whole files
    **dict.fromkeys(("missing_column", "bad_fiscal_year", "unknown_monitoring_level"), REFUSED),
    **dict.fromkeys(("unknown_incident", "empty_file", "unknown_headings", "truncated_workbook"), REFUSED),
    **dict.fromkeys(("bad_bytes", "broken_zip"), REFUSED),
    # odd, and told
    **dict.fromkeys(("text_named_xlsx", "percent_for_fraction", "plant_differs", "unknown_school"), TOLD),
}
