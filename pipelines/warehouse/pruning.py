"""Which old versions are dropped: by how many are to stay, and by the bytes that they take together.

What does not belong here: which versions there are (versions).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from pipelines.settings import Settings
from pipelines.warehouse.versions import DAMAGED, PARTIAL, Version, all_versions, current


def prune(settings: Settings) -> list[str]:
    """Drop all but the newest versions and the one in force, and those that were set aside.

    At most `keep_versions` stay, and no more of them than take `keep_bytes` together.

    Returns:
        The names of the versions that were dropped.
    """
    for aside in settings.versions.glob(f"{DAMAGED}*"):
        shutil.rmtree(aside, ignore_errors=True)
    in_force = current(settings)
    kept = _that_fit(all_versions(settings)[: settings.keep_versions], settings.keep_bytes)
    dropped = []
    for version in all_versions(settings):
        if version not in kept and version != in_force:
            # under another name first: what is half removed must not look like a version
            doomed = version.path.rename(version.path.with_name(f"{PARTIAL}{version.name}"))
            shutil.rmtree(doomed)
            dropped.append(version.name)
    return dropped


def _that_fit(versions: Sequence[Version], limit: int) -> list[Version]:
    """The newest versions that take no more bytes together; what several share is there once."""
    files: dict[tuple[int, int], int] = {}
    kept: list[Version] = []
    for version in versions:
        for path in version.path.rglob("*"):
            about = path.lstat()
            files[about.st_dev, about.st_ino] = about.st_size
        if kept and sum(files.values()) > limit:
            break
        kept.append(version)
    return kept
