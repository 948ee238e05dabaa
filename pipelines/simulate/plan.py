"""The plan of a county: its code, towns and schools, from the tables and a seed.

What does not belong here: who learns and teaches there (cohorts, staffing).
"""

from random import Random
from typing import NamedTuple

from pipelines.sentences import Sentence
from pipelines.simulate.model import County, School, Town
from pipelines.simulate.tables import Row, by_key, rows


def county_codes(count: int) -> list[str]:
    """Return the codes of the first `count` counties; none is a real county's.

    Raises:
        ValueError: when fewer than one or more counties are asked for than the table holds.
    """
    codes = [str(int(row["first_code"]) + i) for row in rows("counties") for i in range(int(row["count"]))]
    if not 1 <= count <= len(codes):
        raise ValueError(Sentence("县数应在 1 到 {most} 之间，收到 {count}", most=len(codes), count=count))
    return codes[:count]


def plan_county(code: str, rng: Random, scale: float) -> County:
    """Plan one county; `scale` shrinks the pupils of every school but not its kind."""
    named = county_of(code)
    name = named.name
    towns = _towns(code, rng)
    parts = {town.code[6:]: town for town in towns}
    schools = tuple(
        _school(code, name, number, plan, parts[plan["town"]], rng, scale)
        for number, plan in enumerate(rows("schools"), start=1)
    )
    return County(
        code=code,
        name=name,
        primary_years=named.primary_years,
        junior_years=named.junior_years,
        named_towns=any(town["county_code"] == code for town in rows("towns")),
        towns=tuple(towns),
        schools=schools,
    )


class Named(NamedTuple):
    """What a table says of a county."""

    name: str
    primary_years: int
    junior_years: int


def county_of(code: str) -> Named:
    """Return what the tables of counties and of shapes say of a county.

    Raises:
        ValueError: when they do not have it.
    """
    for row in (*rows("counties"), *rows("shapes")):
        if 0 <= (at := int(code) - int(row["first_code"])) < int(row["count"]):
            return Named(
                row["name"].format(number=at + 1), int(row["primary_years"]), int(row["junior_years"])
            )
    raise ValueError(f"没有县 {code} 的模拟设定")


def school_codes_begin(county_code: str) -> list[str]:
    """Return with what the codes of a county's schools begin, by kind of school."""
    kinds = dict.fromkeys(row["code_prefix"] for row in rows("kinds"))
    return [_school_codes_begin(prefix, county_code) for prefix in kinds]


def _school_codes_begin(prefix: str, county_code: str) -> str:
    return f"{prefix}1{county_code[:2]}{county_code[3:]}"


def _towns(code: str, rng: Random) -> list[Town]:
    known = {row["town_code"]: row["town_name"] for row in rows("towns") if row["county_code"] == code}
    parts = rows("town_parts")
    pairs = [(a["first"], b["second"]) for a in parts for b in parts]
    invented = rng.sample(pairs, len(rows("town_slots")))
    return [
        Town(
            code=code + slot["suffix"],
            name=known.get(code + slot["suffix"], "".join(pair) + slot["kind"]),
            zone=slot["zone"],
        )
        for slot, pair in zip(rows("town_slots"), invented, strict=True)
    ]


def _school(code: str, county: str, number: int, row: Row, town: Town, rng: Random, scale: float) -> School:
    kind = by_key("kinds", "type_code")[row["type_code"]]
    jitter = rng.uniform(0.97, 1.03)
    intakes = {
        stage: _scaled(int(row[column]), scale * jitter, int(kind["least_intake"]))
        for stage, column in (("小学", "primary"), ("初中", "junior"), ("高中", "senior"))
        if int(row[column])
    }
    return School(
        key=row["key"],
        code=f"{_school_codes_begin(kind['code_prefix'], code)}{number:03d}",
        name=row["name"].format(county=county, town=town.short_name),
        town=town,
        type_code=row["type_code"],
        type_name=kind["type_name"],
        provider=row["provider"],
        urban_rural=row["urban_rural"],
        boarding=row["boarding"] == "是",
        founded=int(row["founded"]),
        intakes=intakes,
        profile=row["profile"],
        crowding=int(row["crowding"]),
        rooms=row["rooms"],
        funding=row["funding"],
        counts=row["counts"] == "是",
        parent=row["parent"],
        last_year=int(row["last_year"]) if row["last_year"] else None,
        special=kind["special"] == "是",
        hands_in=row["hands_in"],
    )


def _scaled(intake: int, scale: float, least: int) -> int:
    """Shrink an intake, but never below what its kind needs to stay that kind."""
    return max(round(intake * scale), min(intake, least))
