"""Parts of a text that are raised or struck out: 42 with a small 1 behind it is not 421.

In a workbook's text they are runs of their own, which a reader joins. What does not belong here: raised signs
of which Unicode has signs (oddities).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from pipelines.ingest.oddities import RAISED, STRUCK_MARK
from pipelines.ingest.package_styles import is_struck

_TEXT = re.compile(rb"<(?:\w+:)?si[ />].*?</(?:\w+:)?si *>|<(?:\w+:)?si */>", re.DOTALL)
_PREFIX = re.compile(rb"(</?)\w+:")
_ATTRIBUTE_PREFIX = re.compile(rb" \w+:(\w+ *=)")


def raised_texts(shared_strings: bytes) -> dict[bytes, str]:
    """The shared texts with a raised sign behind a digit or a part that is struck out, by their number."""
    found = {}
    for number, text in enumerate(_TEXT.findall(shared_strings)):
        if (b"vertAlign" in text or b"strike" in text) and (told := raised_text(text)):
            found[str(number).encode()] = told
    return found


def raised_text(xml: bytes) -> str | None:
    """A text out of its XML, `RAISED` before each raised run behind a digit; None where there is none.

    Where a part is struck out, `STRUCK_MARK` stands for the whole.

    Args:
        xml: the element that holds the runs, among others.
    """
    begin, end = xml.find(b"<"), xml.rfind(b">") + 1
    plain = _ATTRIBUTE_PREFIX.sub(rb" \1", _PREFIX.sub(rb"\1", xml[begin:end]))
    try:
        root = ElementTree.fromstring(b"<x>" + plain + b"</x>")
    except ElementTree.ParseError:
        return None
    runs = []
    for run in root.iter("r"):
        align = run.find("rPr/vertAlign")
        if (run.findtext("t") or "").strip() and any(map(is_struck, run.find("rPr") or ())):
            return STRUCK_MARK
        is_raised = align is not None and align.get("val") in ("superscript", "subscript")
        runs.append((run.findtext("t") or "", is_raised))
    return joined(runs)


def joined(runs: Iterable[tuple[str, bool]]) -> str | None:
    """Runs, each with whether it is raised, as one text with `RAISED` where one stands behind a digit.

    None where none does: the square behind a metre is a unit.
    """
    text = ""
    for run, is_raised in runs:
        text += (RAISED if is_raised and text.rstrip()[-1:].isdigit() and run.strip() else "") + run
    return text if RAISED in text else None
