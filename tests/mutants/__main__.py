"""Every change of every right file in every format that can carry it: `python -m tests.mutants`.

`--sample N` takes N of them, spread evenly; `--json` prints the counts for machines; `--only WORD` takes the
kinds whose name holds the word. Ends with 1 where a change makes a silent difference.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.contracts.result import FileResult
from tests.mutants import of_cells, of_forms, of_headings, of_rows, of_sheets, of_units, of_years
from tests.mutants.bases import Base, bases
from tests.mutants.change import KINDS, Change
from tests.mutants.judge import checked, differing, is_silent, landed
from tests.mutants.page import Page
from tests.mutants.writers import FORMATS, can_carry, written

MODULES = (of_units, of_headings, of_rows, of_cells, of_sheets, of_years, of_forms)
"""Imported for the kinds they enter."""


@dataclass(frozen=True)
class Mutant:
    """A change of a base in a format."""

    kind: str
    base: Base
    change: Change
    form: str

    @property
    def name(self) -> str:
        """How it is called in lists."""
        return f"{self.kind}: {self.change.wording!r}, {self.base.dataset.name} .{self.form}"


def mutants(only: str = "") -> Iterator[Mutant]:
    """All of them; each wording goes through the formats in turn, so that each kind meets every format."""
    turn = 0
    for name, make in KINDS.items():
        if only not in name:
            continue
        for base in bases():
            for change in make(base):
                forms = [
                    form
                    for form in change.formats or FORMATS
                    if can_carry(change.pages, form) and can_carry(base.pages, form)
                ]
                turn += 1
                for form in {forms[turn % len(forms)], forms[(turn // 7) % len(forms)]} if forms else ():
                    yield Mutant(name, base, change, form)


def sample(number: int, only: str = "") -> list[Mutant]:
    """So many of them, spread evenly."""
    every = list(mutants(only))
    step = max(1, len(every) // number)
    return every[::step][:number]


class Judge:
    """Judges mutants one after the other; what is right is read once for each base and format."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._right = cache(self._of_base)

    def silent(self, mutant: Mutant) -> str | None:
        """What differs without a word; None where nothing does."""
        right = self._of(mutant.change.right, mutant.form) or self._right(
            mutant.base.dataset.name, mutant.form
        )
        result = checked(written(mutant.change.pages, mutant.form), mutant.form, self._folder)
        if not is_silent(mutant.change, right, result):
            return None
        told = [(one.rule, one.row, one.column) for one in result.findings]
        return f"{mutant.name}\n    {differing(landed(right), landed(result))}\n    {told}"

    def _of(self, pages: Sequence[Page] | None, form: str) -> FileResult | None:
        if not pages:
            return None
        # a text file holds one sheet; what lands does not hang on the format
        form = form if can_carry(pages, form) else FORMATS[0]
        return checked(written(pages, form), form, self._folder)

    def _of_base(self, dataset: str, form: str) -> FileResult:
        (base,) = (base for base in bases() if base.dataset.name == dataset)
        result = checked(written(base.pages, form), form, self._folder)
        assert result.state == "accepted" and not any(one.severity != "note" for one in result.findings), (
            dataset, form, result.findings,
        )  # fmt: skip
        return result


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    chosen = sample(options.sample, options.only) if options.sample else list(mutants(options.only))
    made, silent = Counter(one.kind for one in chosen), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(Path(folder))
        for mutant in chosen:
            if difference := judge.silent(mutant):
                silent[mutant.kind] += 1
                if not options.json:
                    print(difference)
    counts = {name: {"made": made[name], "silent": silent[name]} for name in made}
    if options.json:
        print(
            json.dumps({"made": made.total(), "silent": silent.total(), "kinds": counts}, ensure_ascii=False)
        )
    else:
        for name, of_kind in counts.items():
            print(f"{of_kind['made']:6} {of_kind['silent']:4}  {name}")
        print(f"{made.total():6} {silent.total():4}")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
