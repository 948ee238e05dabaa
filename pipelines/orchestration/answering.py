"""The feedback workbooks are brought up to date at the end of a run, however it ends.

After a version was put in force or affirmed they tell what that version says; after a run that was refused or
failed, what the files that landed say of themselves. What does not belong here: what a workbook says
(feedback).
"""

import logging

import dagster as dg

from pipelines.errors import Trouble
from pipelines.feedback.folder import bring_up_to_date
from pipelines.orchestration.resources import SettingsResource
from pipelines.processes.helpers import Helpers
from pipelines.settings import Settings
from pipelines.warehouse.owner_only import open_to_readers


def answer_senders(settings: Settings, log: logging.Logger, helpers: Helpers | None = None) -> None:
    """Write the feedback workbooks; what goes wrong with them keeps no figure back."""
    try:
        written = bring_up_to_date(settings, helpers)
    except (Trouble, OSError) as error:
        log.warning(f"反馈表没有写完：{error}")
        return
    if settings.feedback.is_dir():
        open_to_readers(settings, settings.feedback)
    log.info(f"写出反馈表 {written} 份。")


@dg.failure_hook(required_resource_keys={"settings"})
def answer_senders_all_the_same(context: dg.HookContext) -> None:
    """A run that a gate stops, or that fails, still answers what landed."""
    settings: SettingsResource = context.resources.settings
    answer_senders(settings.read(), context.log)
