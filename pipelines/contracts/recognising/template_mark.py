"""The mark of a blank template: by it a sheet that nobody has filled in is known for one.

A dataset may be said to be empty by its headings alone (datasets.md, special_rooms), and a blank template has
all of them; so a template bears a mark that stands in a visible cell, which every program keeps when it saves
or copies a sheet, and a box for saying that there is none. What does not belong here: making templates
(templates), and what is said about an empty one (telling.unfilled).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contracts.datasets.code_lists import ways_of_writing
from pipelines.ingest.fold import fold

MARK = "模板编号："
"""Begins the cell that marks a template; the dataset's name follows."""
NONE = "本表确无内容的，请在右边的格内选“√”："
"""Stands on the left of the box."""
TICK = "√"


def is_from_a_template(titles: Sequence[str]) -> bool:
    """Whether the mark of a template stands above a heading.

    Args:
        titles: the filled cells above the heading, row by row; of a form the sheet's label, which holds them.
    """
    return any(fold(MARK) in fold(title) for title in titles)


def none_is_ticked(titles: Sequence[str]) -> bool:
    """Whether the box on the right of `NONE` holds a sign that means yes."""
    words = [fold(title) for title in titles]
    if fold(NONE) not in words:
        return False
    behind = words[words.index(fold(NONE)) + 1 :]
    return bool(behind) and ways_of_writing("yes_no").get(behind[0].lower()) == "true"
