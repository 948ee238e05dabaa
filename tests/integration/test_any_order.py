"""In which order files arrive does not matter; where two speak for one scope the later seen one speaks.

Arrangements are drawn at random from a fixed seed; each is a county of its own, all go through the same
nights.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from pipelines.contracts.datasets.catalogue import DATASETS
from pipelines.landing import readers
from pipelines.settings import Settings
from tests.integration.nights import InForce, Nights, check_content
from tests.integration.staging import Staging

ARRANGEMENTS, NIGHTS, SCOPES = 5, 10, "ABCDE"


@dataclass(frozen=True)
class Handed:
    """A file as it is handed in: a row for each of some scopes, its number that of the file."""

    number: int
    scopes: tuple[str, ...]
    night: int

    @property
    def text(self) -> str:
        return "\n".join(f"{scope} {self.number}" for scope in self.scopes)


def apart(chance: random.Random) -> list[Handed]:
    """Files of which no two speak for the same scope, on any nights."""
    owners = [(scope, chance.randrange(4)) for scope in SCOPES]
    files = {number: tuple(scope for scope, owner in owners if owner == number) for number in range(4)}
    return [Handed(number, scopes, chance.randrange(NIGHTS)) for number, scopes in files.items() if scopes]


def contending(chance: random.Random) -> list[Handed]:
    """Files that speak for the same scopes, one after the other, several on some nights."""
    nights = sorted(chance.choices(range(NIGHTS), k=5))
    return [
        Handed(number, tuple(sorted(chance.sample(SCOPES, chance.randint(1, len(SCOPES))))), night)
        for number, night in enumerate(nights)
    ]


def spoken(files: Sequence[Handed]) -> list[str]:
    """What is in force of files in the order in which they are seen: for each scope the last one's row."""
    return sorted(
        f"{scope} {number}" for scope, number in {s: f.number for f in files for s in f.scopes}.items()
    )


CHANCE = random.Random(20241101)
APART = {f"99{number:04}": apart(CHANCE) for number in range(ARRANGEMENTS)}
CONTENDING = {f"98{number:04}": contending(CHANCE) for number in range(ARRANGEMENTS)}


@pytest.fixture(scope="module")
def in_force(tmp_path_factory: pytest.TempPathFactory, staging: Staging) -> InForce:
    """After the last night. A county `9…` has its files on their nights, `8…` the same ones on the first."""
    folder = tmp_path_factory.mktemp("any_order")
    nights = Nights(Settings(raw=folder / "raw", home=folder / "warehouse", settle_seconds=0), staging)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "check_content", check_content)
        for night in range(NIGHTS):
            for county, files in {**APART, **CONTENDING}.items():
                for file in files:
                    # paths and minutes of different orders, so that neither is what decides by accident
                    path = f"{9 - file.number}"
                    if file.night == night:
                        nights.put(county, path, file.text, minute=file.number)
                    if night == 0:
                        nights.put(f"8{county[1:]}", path, file.text, minute=file.number)
            nights.pass_one()
    return nights.in_force()


@pytest.mark.parametrize("arrangements", [APART, CONTENDING], ids=["apart", "contending"])
def test_over_ten_nights_or_in_one_the_same_rows_are_in_force(
    in_force: InForce, arrangements: dict[str, list[Handed]]
) -> None:
    for county, files in arrangements.items():
        for dataset in DATASETS:
            expected = spoken(files)
            assert in_force[county, dataset] == expected, f"over ten nights: {files}"
            assert in_force[f"8{county[1:]}", dataset] == expected, f"in one night: {files}"
