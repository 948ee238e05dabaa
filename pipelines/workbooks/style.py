"""How cells look: fonts, borders, a colour for every verdict and fault, which never stands without its word.

What does not belong here: where a cell stands (page).
"""

from __future__ import annotations

from typing import Any, Final

from pipelines.ingest.model import Severity

FONT, TITLE_FONT = "宋体", "黑体"
BOXED: Final = {"border": 1, "text_wrap": True}
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"font_name": TITLE_FONT, "font_size": 16, "align": "center"},
    "under": {"align": "center", "font_color": "#404040"},
    "section": {"font_name": TITLE_FONT, "font_size": 11, "align": "left"},
    "heading": BOXED | {"bold": True, "align": "center", "bg_color": "#EDEDED"},
    "code": BOXED | {"align": "center"},
    "label": BOXED | {"align": "left", "indent": 1},
    "figure": BOXED | {"align": "right"},
    "band": BOXED | {"font_name": TITLE_FONT, "align": "left", "indent": 1, "bg_color": "#DCE6F1"},
    "sum": BOXED | {"bold": True, "align": "right", "indent": 1, "bg_color": "#F5F5F5"},
    "sum_figure": BOXED | {"bold": True, "align": "right", "bg_color": "#F5F5F5"},
    "missing": BOXED | {"align": "center"},
    "verdict": BOXED | {"align": "center", "bold": True},
    "note": {"align": "left", "text_wrap": True, "valign": "top"},
    "link": BOXED | {"align": "left", "indent": 1, "font_color": "#0563C1", "underline": 1},
    "copied": {"border": 1, "border_color": "#D9D9D9"},
}
BY_STATUS: Final[dict[str, dict[str, Any]]] = {
    "met": {},
    "near": {"font_color": "#7A4B00", "bg_color": "#FFEFC2"},
    "unmet": {"font_color": "#9C0006", "bg_color": "#FBD0D3"},
    "no_data": {"font_color": "#404040", "bg_color": "#D9D9D9"},
    "not_applicable": {"font_color": "#595959"},
    "reported": {},
    "worse": {"font_color": "#9C0006", "bg_color": "#FBD0D3"},
    "lost": {"font_color": "#404040", "bg_color": "#D9D9D9"},
}
"""Codes of the words of kind `verdict` and `movement` in `marts.dim_code_word`; others have no colour."""
BY_SEVERITY: Final[dict[Severity, dict[str, Any]]] = {
    "refuse": {"bg_color": "#FF9C9C"},
    "set_aside": {"bg_color": "#FFC78F"},
    "unknown": {"bg_color": "#FFDDB8"},
    "warn": {"bg_color": "#FFF0A8"},
    "note": {"bg_color": "#D6E4F5"},
}
"""What follows from a fault, the worst first."""


def look(
    name: str, status: str | None = None, decimals: int | None = None, *, severity: Severity | None = None
) -> dict[str, Any]:
    """The format of a cell.

    Args:
        name: one of `LOOKS`.
        status: a verdict's code, None for a cell that is not judged.
        decimals: of a number; None for text.
        severity: what follows from a fault, None for a cell without one.
    """
    number = {} if decimals is None else {"num_format": f"#,##0{'.' if decimals else ''}{'0' * decimals}_ "}
    coloured = (BY_STATUS.get(status, {}) if status else {}) | (BY_SEVERITY[severity] if severity else {})
    return {"font_name": FONT, "font_size": 10, "valign": "vcenter"} | LOOKS[name] | coloured | number
