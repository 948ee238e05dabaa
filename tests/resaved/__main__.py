"""`python -m tests.resaved RAW`: does what lands stay the same when LibreOffice saves a file again?

Takes so many workbooks of a raw folder, of as many datasets as there are, has each saved as .xlsx, .ods and
.xls, and compares what lands row for row. It ends with 1 if any differs.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pipelines.contracts.check import check_content
from pipelines.contracts.persons.hashing import Hasher
from pipelines.contracts.recognising.aliases import AliasBook
from pipelines.contracts.result import FileResult
from pipelines.ingest.discover import discover
from pipelines.settings import PACKAGE
from tests.mutants.judge import landed

FORMATS = ("xlsx", "ods", "xls")
BOOK = AliasBook.load(PACKAGE / "contracts" / "aliases")


def checked(path: Path, county: str, year: int) -> FileResult:
    return check_content(
        path.read_bytes(),
        path.name,
        county_code=county,
        school_year=year,
        book=BOOK,
        hasher=Hasher(b"k" * 32),
        max_rejected_share=1.0,
    )


def chosen(raw: Path, number: int) -> list[tuple[Path, str, int]]:
    """So many workbooks: one of each dataset first, then others."""
    first, others, met = [], [], set[str]()
    for file in discover(raw):
        if file.path.suffix != ".xlsx":
            continue
        one = (file.path, file.county_code, file.school_year)
        if len(first) >= number:
            break
        datasets = {sheet.dataset for sheet in checked(*one).sheets if sheet.dataset}
        (others if datasets <= met else first).append(one)
        met |= datasets
    return [*first, *others][:number]


def saved_again(path: Path, form: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in a format."""
    target = folder / form
    profile = folder / "profile"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form),
            *("--outdir", str(target), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return target / f"{path.stem}.{form}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.resaved", description=__doc__)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--files", type=int, default=18)
    asked = parser.parse_args()
    if shutil.which("soffice") is None:
        sys.exit("soffice is not on the PATH: install LibreOffice")
    compared = differing = 0
    with tempfile.TemporaryDirectory() as folder:
        for path, county, year in chosen(asked.raw, asked.files):
            right = sorted(landed(checked(path, county, year)))
            for form in FORMATS:
                there = sorted(landed(checked(saved_again(path, form, Path(folder)), county, year)))
                compared += 1
                if right != there:
                    differing += 1
                    only = len(set(right) - set(there)), len(set(there) - set(right))
                    print(f"{path.name} as .{form}: {only[0]} rows are gone, {only[1]} are other", flush=True)
    print(f"{compared} files saved again, {differing} of them land otherwise")
    return 1 if differing or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
