"""By day: a refresh of the counties in whose folders something moved, once it has settled.

Looks are held against what is remembered since the last landing; no file is opened. What does not belong
here: reading what moved (land_step).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence

import dagster as dg

from pipelines.ingest.discover import Look
from pipelines.ingest.misplaced import county_folders
from pipelines.landing.in_the_folder import InTheFolder, PathInFolder, look_into, place_in_folder
from pipelines.landing.index import Index, Remembered, counties_known
from pipelines.orchestration.nightly import ASKED_BY, NIGHTLY
from pipelines.orchestration.resources import SettingsResource
from pipelines.settings import Settings

BETWEEN_LOOKS_SECONDS = 120
QUIET_SECONDS = 600
"""So long nothing may have moved: a copy of a term's files over a slow line pauses for minutes."""


def settled_sensor() -> dg.SensorDefinition:
    """Off at first: who wants corrections by day turns it on in the UI."""

    @dg.sensor(
        name="files_settled",
        job=NIGHTLY,
        minimum_interval_seconds=BETWEEN_LOOKS_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description=(
            "白天有文件变动、并已静止十分钟时，只刷新变动的县。"
            "Refreshes the counties whose files moved, once they have been quiet for ten minutes."
        ),
    )
    def files_settled(
        context: dg.SensorEvaluationContext, settings: SettingsResource
    ) -> dg.SensorResult | dg.SkipReason:
        moved = moved_counties(settings.read())
        if not moved:
            context.update_cursor("")
            return dg.SkipReason("没有文件变动。Nothing moved.")
        state = _hash(moved)
        seen = json.loads(context.cursor or "{}")
        if seen.get("state") != state:
            seen = {"state": state, "since": time.time()}
            context.update_cursor(json.dumps(seen))
        if time.time() - seen["since"] < QUIET_SECONDS:
            return dg.SkipReason(f"{len(moved)} 个县有文件变动，等文件静止。Waiting until they have settled.")
        counties = [folder.county_code for folder in moved]
        return dg.SensorResult(
            # of one state there is one run: what was refused is not tried again until something moves
            [
                dg.RunRequest(
                    run_key=state,
                    run_config={"resources": {"request": {"config": {"counties": counties}}}},
                    tags={ASKED_BY: "files_settled"},
                )
            ]
        )

    return files_settled


def moved_counties(settings: Settings) -> list[InTheFolder]:
    """The counties in whose folders anything looks otherwise than when they last landed."""
    index = Index(settings)
    counties = sorted({*county_folders(settings.raw), *counties_known(settings, index)})
    return [
        folder
        for folder in look_into(settings.model_copy(update={"settle_seconds": 0}), counties, [])
        if _looks(folder) != _looked(index.get(folder.county_code))
    ]


def _looks(folder: InTheFolder) -> set[tuple[PathInFolder, Look]]:
    return {(place_in_folder(file), file.look) for file in folder.files}


def _looked(remembered: Remembered | None) -> set[tuple[PathInFolder, Look]]:
    files = remembered.files if remembered else ()
    return {((seen.school_year, seen.path), seen.look) for seen in files}


def _hash(moved: Sequence[InTheFolder]) -> str:
    told = [f"{folder.county_code} {sorted(_looks(folder))}" for folder in moved]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
