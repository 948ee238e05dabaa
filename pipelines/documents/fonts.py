"""A font of the machine that holds Chinese letters, to be put into a document that is to be printed.

Fonts are not shipped: they are large, and every system of people who read Chinese has some. What does not
belong here: documents that name their fonts only (as_docx).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTCollection

FOLDERS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
)
FILES: Final = (
    ("simsun.ttc", "simhei.ttf"),
    ("simfang.ttf", "simhei.ttf"),
    ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSerifCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("SourceHanSerifSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("STSong.ttf", "STHeiti.ttf"),
    ("Songti.ttc", "STHeiti Medium.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("uming.ttc", "ukai.ttc"),
)
"""For texts and for headings, the first that is there; a heading takes the text's where its own is not."""
SIMPLIFIED: Final = (" SC", "CN", "SimSun", "宋体")
"""In the name of the font of a collection that has the letters as they are written in the mainland."""


@dataclass(frozen=True)
class Font:
    """A file and which of its fonts."""

    path: Path
    number: int = 0


def find_fonts() -> tuple[Font, Font] | None:
    """The fonts for texts and headings; None where the machine has none with Chinese letters."""
    found = {path.name.lower(): path for path in _font_files()}
    for text, heading in FILES:
        if path := found.get(text.lower()):
            return _font(path), _font(found.get(heading.lower(), path))
    return None


def _font_files() -> Iterator[Path]:
    for folder in FOLDERS:
        for parent, _, names in os.walk(folder.expanduser()):
            yield from (Path(parent, name) for name in sorted(names))


def _font(path: Path) -> Font:
    if path.suffix.lower() != ".ttc":
        return Font(path)
    with TTCollection(path, lazy=True) as collection:
        names = [str(font["name"].getDebugName(1)) for font in collection.fonts]
    wanted = [at for at, name in enumerate(names) if any(part in name for part in SIMPLIFIED)]
    return Font(path, wanted[0] if wanted else 0)
