"""The rooms of the package as import-linter's graph has them: `python -m tests.benchmarks.rooms [FOLDER]`.

Prints modules, imports, files and lines by room, and the arrows between rooms as Mermaid. What does not
belong here: which arrows are allowed (import-linter's contracts in pyproject.toml).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import grimp

from pipelines.settings import PROJECT

PACKAGE = "pipelines"


def room_of(module: str, package: Path) -> str | None:
    """The room a module is in; None for the package itself, `(top)` for what lies beside the rooms."""
    parts = module.split(".")[1:]
    if not parts:
        return None
    return parts[0] if (package / parts[0]).is_dir() else "(top)"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rooms", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT, help="a checkout; this one without")
    folder = parser.parse_args().folder
    sys.path.insert(0, str(folder))
    package = folder / PACKAGE
    graph = grimp.build_graph(PACKAGE)
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for path in package.rglob("*.py"):
        module = ".".join((PACKAGE, *path.relative_to(package).with_suffix("").parts))
        room = room_of(module.removesuffix(".__init__"), package)
        if room:
            files[room] += path.name != "__init__.py"
            lines[room] += len(path.read_text(encoding="utf-8").splitlines())
    arrows: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            rooms = room_of(module, package), room_of(imported, package)
            if rooms[0] and rooms[1] and rooms[0] != rooms[1]:
                arrows[rooms[0], rooms[1]] += 1
    imports = sum(len(graph.find_modules_directly_imported_by(module)) for module in graph.modules)
    print(f"{sum(files.values())} modules, {imports} imports, {len(arrows)} arrows between rooms\n")
    print("| room | files | lines |\n|---|---:|---:|")
    for room in sorted(files):
        print(f"| {room} | {files[room]} | {lines[room]} |")
    print("\n```mermaid\nflowchart TD")
    for (one, other), count in sorted(arrows.items()):
        print(f"  {one.strip('()')} -->|{count}| {other.strip('()')}")
    print("```")


if __name__ == "__main__":
    main()
