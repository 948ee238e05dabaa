"""Before a night builds on it, the version in force is held against its checksums; damaged it is set aside.

Of all its files the sizes are looked at, of a few the contents, of other ones every night. What is set aside
is renamed, not removed; `current` leads to the newest version that is whole, and what that one lacks is made
again from landing, because the night compares with it. What does not belong here: the sums (checksums).
"""

from __future__ import annotations

import os
from collections.abc import Collection

from pipelines.settings import Settings
from pipelines.warehouse.checksums import (
    CHECKSUMS,
    OF_FILES,
    differing,
    has_size,
    hash_of,
    read_sums,
    sampled,
)
from pipelines.warehouse.mending import mend
from pipelines.warehouse.syncing import sync
from pipelines.warehouse.versions import (
    DAMAGED,
    DATABASE,
    Version,
    all_versions,
    current,
    damaged_versions,
    point_to,
    pointed_to,
)

NIGHTLY_BYTES = 64_000_000
"""So much of a version's files is read every night; one file at least."""


def set_damaged_aside(settings: Settings, seed: str) -> list[str]:
    """Set every damaged version aside and point `current` to a whole one; what can be mended is.

    Args:
        settings: where the versions are.
        seed: chooses which files are read; another one every night.

    Returns:
        What was done, a Chinese sentence each; nothing where all is whole.
    """
    in_force, suspected = pointed_to(settings), set[str]()
    damaged, mended = damaged_versions(settings), list[str]()
    first = current(settings)
    others = [one for one in all_versions(settings) if first is None or one.name != first.name]
    for version in [*([first] if first else []), *others]:
        if version.manifest["as_known_on"] or version.name in damaged:
            continue
        found = _damaged_files(version, seed, suspected)
        if not found:
            break
        if mend(settings, version, found):
            suspected.update(found)
            mended.append(
                f"版本 {version.name} 有 {len(found)} 个文件损坏或不见了，如 {found[0]}，已按原样重新写出。"
            )
            continue
        # a file that versions share is damaged in each of them
        suspected.update(found)
        damaged[version.name] = f"有 {len(found)} 个文件与发布时不同或不见了，如 {found[0]}"
    aside = [_set_aside(settings, name, what, in_force, damaged) for name, what in sorted(damaged.items())]
    return [*mended, *aside]


def see_that_it_can_be_built_on(settings: Settings) -> list[str]:
    """See that the DuckDB file of the version in force is what was published, as its rows are taken over.

    Returns:
        What was done where it is not, a Chinese sentence each.
    """
    version = current(settings)
    sums = read_sums(version.path) if version else []
    if version is None or not any(differing(version.path, [one for one in sums if one.path == DATABASE])):
        return []
    damaged = {version.name: f"的 {DATABASE} 与发布时不同"}
    return [_set_aside(settings, version.name, damaged[version.name], pointed_to(settings), damaged)]


def _damaged_files(version: Version, seed: str, suspected: Collection[str]) -> list[str]:
    """The files of a version that are not what it says of them."""
    told = version.manifest.get(OF_FILES)
    if told is None:
        return []  # of before there were checksums
    listed = version.path / CHECKSUMS
    if not listed.is_file() or hash_of(listed) != told:
        return [CHECKSUMS]
    sums = read_sums(version.path)
    wrong = [one.path for one in sums if not has_size(version.path / one.path, one.size)]
    read = sampled(sums, NIGHTLY_BYTES, seed) + [one for one in sums if one.path in suspected]
    return sorted({*wrong, *differing(version.path, read)})


def _set_aside(
    settings: Settings, name: str, what: str, in_force: str | None, damaged: Collection[str]
) -> str:
    """Point `current` elsewhere where it leads to this version, then rename it; returns what was done."""
    said = f"版本 {name} {what}，已移开"
    if name == in_force:
        whole = [one for one in all_versions(settings) if one.name not in damaged]
        goes_on = next((one for one in whole if not one.manifest["as_known_on"]), None)
        if goes_on:
            point_to(settings, goes_on)
            said += f"，现行版本暂为 {goes_on.name}"
        else:
            settings.current.unlink(missing_ok=True)
            said += "，没有别的完好版本"
        said += "，缺的由入库数据重新计算"
    path = settings.versions / name
    if path.is_dir():
        os.replace(path, path.with_name(f"{DAMAGED}{name}"))
        sync(settings.versions)
    return f"{said}。"
