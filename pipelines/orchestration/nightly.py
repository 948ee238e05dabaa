"""The jobs, and when the nightly one runs.

What does not belong here: what they run (project), and runs by day (settled).
"""

import dagster as dg

from pipelines.orchestration.answering import answer_senders_all_the_same

HOUR, TIME_ZONE = "0 2 * * *", "Asia/Shanghai"
ASKED_BY = "junheng/asked_by"
"""The tag of a run that says what started it; one started by hand has none but the name of its job."""
NIGHTLY = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    hooks={answer_senders_all_the_same},
    description="读取新文件、核查、计算、再核查、发布。Land what is new, gate, build, gate again, publish.",
)
BACKFILL = dg.define_asset_job(
    "backfill",
    selection=dg.AssetSelection.all(),
    hooks={answer_senders_all_the_same},
    tags={ASKED_BY: "backfill"},
    config={
        "resources": {
            "request": {"config": {"counties": [], "school_years": [], "as_known_on": "", "anew": True}}
        }
    },
    description=(
        "补算：在启动台填写县代码（counties，空为全部）、要重读的学年（school_years，空为全部）；"
        "填了 as_known_on（如 2024-10-31）则按当日所知另出一版，不替换现行版本。"
        "Read and compute chosen counties again; or what was known on a day, as a version of its own."
    ),
)


def nightly_schedule() -> dg.ScheduleDefinition:
    """Every night at two, on from the first start."""
    return dg.ScheduleDefinition(
        name="every_night",
        job=NIGHTLY,
        cron_schedule=HOUR,
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        tags={ASKED_BY: "every_night"},
        description="每天 02:00（北京时间）。Every night at 02:00.",
    )
