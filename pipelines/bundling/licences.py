"""The licences of what is packed: a table, and the texts as the wheels carry them.

What does not belong here: which wheels those are (wheels).
"""

from __future__ import annotations

import csv
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

TABLE = "licences.csv"
TEXTS = ("licen", "copying", "notice", "copyright")
"""How the names of files begin that hold a licence, in lower case."""
SHORT = 80


def write_licences(wheels: Path, folder: Path) -> None:
    """Write the table and the texts of every wheel in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            names = packed.namelist()
            about = next(name for name in names if name.endswith(".dist-info/METADATA"))
            told = Parser().parsestr(packed.read(about).decode("utf-8"))
            texts = [name for name in names if _is_text(PurePosixPath(name))]
            for name in texts:
                path = PurePosixPath(name)
                own = folder / f"{told['Name']}-{told['Version']}" / "-".join(path.parts[1:])
                own.parent.mkdir(exist_ok=True)
                own.write_bytes(packed.read(name))
        lines.append((told["Name"], told["Version"], _licence(told), len(texts)))
    with (folder / TABLE).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "version", "licence", "texts"))
        writer.writerows(lines)


def _is_text(path: PurePosixPath) -> bool:
    in_about = any(part.endswith(".dist-info") for part in path.parts)
    return in_about and path.name.lower().startswith(TEXTS)


def _licence(told: Message) -> str:
    """What a package says of its licence, the shortest way."""
    if expression := told["License-Expression"]:
        return str(expression)
    classifiers = [one for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    if classifiers:
        return "; ".join(one.rpartition(" :: ")[2] for one in classifiers)
    return (str(told["License"] or "").splitlines() or [""])[0][:SHORT]
