"""The commands `junheng rollback` and `junheng prune`: which of the published versions is current and stays.

What does not belong here: moving and removing them (warehouse.versions).
"""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.command.options import Home, read_settings
from pipelines.command.printing import say


def rollback(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="版本名，见 junheng status。A version's name.")
    ],
    home: Home = None,
) -> None:
    """把现行版本改回较早的一版。Re-point current to an earlier version."""
    from pipelines.warehouse.lock import refresh_lock
    from pipelines.warehouse.versions import roll_back

    settings = read_settings(home=home)
    with refresh_lock(settings):
        roll_back(settings, version)
    say(f"现行版本已改为 {version}。下一次刷新会按现有文件重新发布。")


def prune(home: Home = None) -> None:
    """删除旧版本，保留最新的若干版（设置 keep_versions）和现行版本。Drop old versions."""
    from pipelines.warehouse.lock import refresh_lock
    from pipelines.warehouse.pruning import prune as drop

    settings = read_settings(home=home)
    with refresh_lock(settings):
        removed = drop(settings)
    say(f"已删除 {len(removed)} 个旧版本。" + "".join(f"\n  {name}" for name in removed))
