"""Where things stand in a drawing: shares of a bar, points of a line, marks of a distribution.

Only places are computed here, none of which a page states as a figure. What does not belong here: figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 300.0, 120.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 8.0, 18.0, 20.0


def shares(parts: Sequence[tuple[str, int, str]], width: float = 300.0) -> dict[str, Any]:
    """A bar of parts by code, with how many and what they are called; an empty one where all are none."""
    total = sum(count for _, count, _ in parts) or 1
    at, placed = 0.0, []
    for code, count, _ in parts:
        wide = width * count / total
        if count:
            placed.append({"code": code, "x": _short(at), "width": _short(wide)})
        at += wide
    return {
        "width": _short(width),
        "parts": placed,
        "label": "，".join(f"{word} {count}" for _, count, word in parts if count),
    }


@dataclass(frozen=True)
class Axis:
    """From figures to places."""

    low: float
    high: float
    start: float
    end: float

    def place(self, figure: float) -> float:
        """Where a figure stands, within the drawing."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (figure - self.low) / (self.high - self.low)
        return _short(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start))


def trend(points: Sequence[dict[str, Any]], limit: float | None) -> dict[str, Any]:
    """A line over school years.

    Args:
        points: with `year`, `value`, `status` and `tip`, in order.
        limit: what the values are held against.
    """
    values = [point["value"] for point in points] + ([] if limit is None else [limit])
    high, low = max(values), min(0.0, *values)
    down = Axis(low, high * 1.1 or 1.0, HEIGHT - BOTTOM, TOP)
    years = [point["year"] for point in points]
    across = Axis(years[0], years[-1], LEFT + 18, WIDTH - RIGHT - 18)
    placed = [
        {**point, "x": across.place(point["year"]), "y": down.place(point["value"])} for point in points
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": HEIGHT - BOTTOM,
        "right": WIDTH - RIGHT,
        "points": placed,
        "line": " ".join(f"{point['x']:g},{point['y']:g}" for point in placed),
        "limit": None if limit is None else down.place(limit),
    }


def distribution(units: Sequence[dict[str, Any]], limit: float, floor: float | None) -> dict[str, Any]:
    """Units as dots over their values, stacked where they meet; the last tenth holds all beyond.

    Args:
        units: with `value`, `status` and `tip`.
        limit: the threshold.
        floor: what even the one indicator that is not met must reach.
    """
    values = sorted(unit["value"] for unit in units)
    most = values[(len(values) * 19) // 20] if values else limit
    across = Axis(0.0, max(most, limit) * 1.15, LEFT, WIDTH - RIGHT)
    width, base = 7.0, HEIGHT - BOTTOM
    stacks: dict[int, int] = {}
    placed = []
    for unit in sorted(units, key=lambda unit: unit["value"]):
        stack = int(across.place(unit["value"]) // width)
        high = stacks[stack] = stacks.get(stack, 0) + 1
        placed.append({**unit, "x": _short((stack + 0.5) * width), "y": high})
    tallest = max(stacks.values(), default=1)
    step = min(width, (base - TOP) / tallest)
    for unit in placed:
        unit["y"] = _short(base - (unit["y"] - 0.5) * step)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": base,
        "right": WIDTH - RIGHT,
        "radius": _short(min(3.0, step / 2 - 0.2)),
        "units": placed,
        "limit": across.place(limit),
        "floor": None if floor is None else across.place(floor),
    }


def band(known: Sequence[dict[str, Any]], to_come: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A line of the years that are known, going on in one of the years to come with its band.

    Args:
        known: with `year`, `value`, `printed` and `tip`, in order.
        to_come: the same with `low` and `high`, null where there is no interval.
    """
    highest = [point["high"] or point["value"] for point in to_come] + [point["value"] for point in known]
    down = Axis(0.0, max(highest, default=1.0) * 1.1 or 1.0, HEIGHT - BOTTOM, TOP)
    years = [point["year"] for point in (*known, *to_come)]
    across = Axis(years[0], years[-1], LEFT + 18, WIDTH - RIGHT - 18)

    def placed(points: Sequence[dict[str, Any]], name: str = "value") -> list[str]:
        return [f"{across.place(one['year']):g},{down.place(one[name]):g}" for one in points]

    with_band = [one for one in to_come if one["low"] is not None]
    start = [{**known[-1], "low": known[-1]["value"], "high": known[-1]["value"]}] if known else []
    edges = [*start, *with_band] if with_band else []
    points = [
        {**one, "x": across.place(one["year"]), "y": down.place(one["value"])} for one in (*known, *to_come)
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": HEIGHT - BOTTOM,
        "right": WIDTH - RIGHT,
        "known": " ".join(placed(known)),
        "to_come": " ".join(placed([*known[-1:], *to_come])),
        "band": " ".join([*placed(edges, "high"), *reversed(placed(edges, "low"))]),
        "points": points,
    }


def _short(place: float) -> float:
    return round(place, 1)
