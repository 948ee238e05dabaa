"""The nightly job and when it runs.

What does not belong here: what it runs (project).
"""

import dagster as dg

from pipelines.orchestration.answering import answer_senders_all_the_same

HOUR, TIME_ZONE = "0 2 * * *", "Asia/Shanghai"
NIGHTLY = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    hooks={answer_senders_all_the_same},
    description="读取新文件、核查、计算、再核查、发布。Land what is new, gate, build, gate again, publish.",
)


def nightly_schedule() -> dg.ScheduleDefinition:
    """Every night at two, on from the first start."""
    return dg.ScheduleDefinition(
        name="every_night",
        job=NIGHTLY,
        cron_schedule=HOUR,
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="每天 02:00（北京时间）。Every night at 02:00.",
    )
