"""After the last step: PostgreSQL, where one is configured, gets what the version in force holds.

It is the door for BI tools and no part of a version: when it cannot be reached, the version stands and the
trouble is told. What does not belong here: copying (postgres).
"""

import logging
from dataclasses import asdict

import dagster as dg
import duckdb

from pipelines.errors import Trouble
from pipelines.orchestration.groups import group_of
from pipelines.orchestration.owners import MODELLERS
from pipelines.orchestration.resources import HomeLocked, RefreshRequest, SettingsResource
from pipelines.orchestration.telling import POOL
from pipelines.postgres.nightly import bring_up_to_date
from pipelines.postgres.publish import Copied
from pipelines.settings import Settings


def copy_for_bi(settings: Settings, log: logging.Logger) -> Copied | None:
    """Copy the version in force, where there is a PostgreSQL; what goes wrong with it is noted and told."""
    if settings.postgres_url is None:
        return None
    try:
        copied = bring_up_to_date(settings)
    except (Trouble, OSError, duckdb.Error) as error:
        log.warning(f"没有复制到 PostgreSQL：{error}")
        return None
    log.info(f"已复制到 PostgreSQL：{len(copied.tables)} 张表，{copied.rows} 行。")
    return copied


@dg.asset(
    key=dg.AssetKey(["published", "postgres"]),
    deps=[dg.AssetKey(["published", "warehouse"])],
    group_name=group_of("published"),
    pool=POOL,
    owners=[MODELLERS],
    kinds={"postgres"},
    description="PostgreSQL 里供 BI 使用的副本（设置了 JUNHENG_POSTGRES_URL 时）。The copy for BI tools.",
)
def publish_postgres(
    context: dg.AssetExecutionContext,
    settings: SettingsResource,
    request: RefreshRequest,
    lock: dg.ResourceParam[HomeLocked],
) -> dg.MaterializeResult[None]:
    """Copy the version that was just put in force; one of an earlier day is not."""
    copied = None if request.as_known_on else copy_for_bi(settings.read(), context.log)
    return dg.MaterializeResult(metadata=asdict(copied) if copied else {})
