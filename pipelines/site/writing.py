"""Pages onto the disk: the templates, the look and the script.

What does not belong here: what stands on a page (pages).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

ASSETS, TEMPLATES = (Path(__file__).with_name(name) for name in ("assets", "templates"))
SECTIONS: Final = (
    ("index.html", "今日情况"),
    ("resources.html", "资源配置"),
    ("closing.html", "达标方案"),
    ("plan.html", "推进任务"),
    ("owing.html", "部门镇街"),
    ("indicators.html", "指标"),
    ("forecast.html", "学生数预测"),
    ("assessment.html", "监测与满意度"),
    ("data.html", "数据"),
)
"""The pages that every page leads to, in order."""


@cache
def environment() -> Environment:
    """The templates; a name that a page does not give is an error, and every text is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["address"] = lambda text: quote(str(text))
    return made


@dataclass(frozen=True)
class Writer:
    """Writes pages below a folder; what all of them say is in `shared`."""

    folder: Path
    shared: Mapping[str, Any]

    def write(self, path: str, template: str, section: str, title: str, **said: Any) -> None:
        """Write one page.

        Args:
            path: below the folder, with `/` between names.
            template: which template it is made of.
            section: the page of `SECTIONS` that it belongs to.
            title: its heading.
            said: what the template needs.
        """
        target = self.folder.joinpath(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (
            environment()
            .get_template(template)
            .render(
                self.shared,
                title=title,
                section=section,
                sections=SECTIONS,
                up="".join("../" for _ in PurePosixPath(path).parent.parts),
                **said,
            )
        )
        target.write_text(text, encoding="utf-8")


def copy_assets(folder: Path) -> None:
    """Put the look and the script beside the pages, so that the folder stands by itself."""
    shutil.copytree(ASSETS, folder.joinpath(ASSETS.name), dirs_exist_ok=True)
