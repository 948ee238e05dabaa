"""Drawings of the closing plan: what money buys, step by step, and who gives teachers to whom.

Only places are computed here. What does not belong here: figures, and drawings of other pages (charts).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.site.charts import Axis

WIDTH, HEIGHT = 340.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 12.0, 14.0, 32.0
LINE, BESIDE, MIDDLE = 14.0, 4.0, 4.0
"""A line of words; what lies between words and what they name; how far below its middle a word begins."""
TICKS = 4
FLOW_WIDTH, NAMES = 340.0, 112.0
LONGEST, HEAD = 10, 4
"""Characters of a name at most, and how many of its beginning stand where it is longer."""
ROW, GAP, THICKEST, THINNEST = 16.0, 6.0, 12.0, 2.0
"""Of a flow: the height of a name, what lies between two, and how thick a ribbon is at most and at least."""


def stairs(lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Lines that stay level until something is reached, all from the same beginning.

    Args:
        lines: with `name` and `points`, and each point with `at`, `value` and `tip`, in order.
    """
    points = [point for line in lines for point in line["points"]]
    most = max((point["at"] for point in points), default=0.0) or 1.0
    values = [point["value"] for point in points]
    low, high = min(values), max(values)
    across = Axis(0.0, most, LEFT, WIDTH - RIGHT)
    down = Axis(low, high, HEIGHT - BOTTOM, TOP)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "lines": [_stair(line, across, down) for line in lines],
        "across": [{"x": across.place(figure), "figure": figure} for figure in _ticks(0.0, most)],
        "below": HEIGHT - BOTTOM + LINE,
        "up": [{"y": down.place(figure), "figure": figure} for figure in _ticks(low, high)],
        "beside": LEFT - 2 * BESIDE,
        "at_foot": HEIGHT - BESIDE,
        "lower": MIDDLE,
    }


def _stair(line: dict[str, Any], across: Axis, down: Axis) -> dict[str, Any]:
    placed = [
        {**point, "x": across.place(point["at"]), "y": down.place(point["value"])} for point in line["points"]
    ]
    corners: list[str] = []
    for before, point in zip([None, *placed], placed, strict=False):
        if before:
            corners.append(f"{point['x']:g},{before['y']:g}")
        corners.append(f"{point['x']:g},{point['y']:g}")
    return {**line, "points": placed, "corners": " ".join(corners)}


def _ticks(low: float, high: float) -> list[float]:
    """Round figures between two others, a few of them."""
    step = 1.0
    while (high - low) / step > TICKS:
        step *= 2.5 if str(step).startswith("2") else 2.0
    first = low if low == int(low) else 0.0
    return [first + turn * step for turn in range(int((high - first) / step) + 1)]


def flow(moves: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Who gives whom: names at either side, and between them ribbons as thick as what is given.

    Args:
        moves: with `giver` and `getter`, what both are called and sorted by, `quantity` and `tip`.
    """
    most = max(move["quantity"] for move in moves)
    sides = {name: _side(moves, name, most) for name in ("giver", "getter")}
    height = max(side["height"] for side in sides.values())
    for side in sides.values():  # the shorter one stands in the middle
        side["from"] = (height - side["height"]) / 2
    used = {(name, of): 0.0 for name in sides for of in sides[name]["places"]}
    ribbons = []
    for move in sorted(moves, key=lambda move: (str(move["giver"]), str(move["getter"]))):
        thick = _thickness(move["quantity"], most)
        ends = {}
        for name, side in sides.items():
            top = side["from"] + side["places"][move[name]] + used[name, move[name]]
            ends[name] = round(top + thick / 2, 1)
            used[name, move[name]] += thick
        ribbons.append({**move, "thick": round(thick, 1), "y": ends["giver"], "to": ends["getter"]})
    return {
        "width": FLOW_WIDTH,
        "height": round(height, 1),
        "start": NAMES,
        "end": FLOW_WIDTH - NAMES,
        "bar": BESIDE,
        "bar_at": NAMES - BESIDE,
        "giver_at": NAMES - 2 * BESIDE,
        "getter_at": FLOW_WIDTH - NAMES + 2 * BESIDE,
        "middle": FLOW_WIDTH / 2,
        "givers": _names(sides["giver"]),
        "getters": _names(sides["getter"]),
        "ribbons": ribbons,
    }


def _side(moves: Sequence[dict[str, Any]], name: str, most: float) -> dict[str, Any]:
    """Where each name of a side begins, and how high it is."""
    at, places, heights = 0.0, {}, {}
    for of in sorted({move[name] for move in moves}):
        thick = sum(_thickness(move["quantity"], most) for move in moves if move[name] == of)
        places[of], heights[of] = at, max(ROW, thick)
        at += heights[of] + GAP
    return {"places": places, "heights": heights, "height": at}


def _names(side: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": _short(of[-1]),
            "y": round(side["from"] + top, 1),
            "height": round(side["heights"][of], 1),
            "word_at": round(side["from"] + top + side["heights"][of] / 2 + MIDDLE, 1),
        }
        for of, top in side["places"].items()
    ]


def _short(name: str) -> str:
    """A name that fits beside the ribbons: the beginning and the end of one that is longer."""
    return name if len(name) <= LONGEST else f"{name[:HEAD]}…{name[HEAD + 1 - LONGEST :]}"


def _thickness(quantity: float, most: float) -> float:
    return max(THINNEST, THICKEST * quantity / most)
