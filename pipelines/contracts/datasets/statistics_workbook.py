"""The per-school workbook of the education statistics: statistics_workbook (sources.md, 教基表).

Its cells are found by rows of `forms/statistics_workbook.csv`. What does not belong here: finding them
(recognising.by_labels), and the wide export (register).
"""

from __future__ import annotations

from pipelines.contracts.datasets.columns import count
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.datasets.register import SCHOOL_STATISTICS, SchoolStatistics


class StatisticsWorkbook(SchoolStatistics):
    """One row per school and stage: what school_statistics has, all staff, and classes by size.

    What is counted for the whole school (plant, staff) stands in each of its rows.
    """

    classes = count("班数", unit="个")
    staff = count("教职工数", required=False)
    classes_upto_25 = count("25人及以下班数", unit="个")
    classes_26_30 = count("26-30人班数", unit="个")
    classes_31_35 = count("31-35人班数", unit="个")
    classes_36_40 = count("36-40人班数", unit="个")
    classes_41_45 = count("41-45人班数", unit="个")
    classes_46_50 = count("46-50人班数", unit="个")
    classes_51_55 = count("51-55人班数", unit="个")
    classes_56_60 = count("56-60人班数", unit="个")
    classes_61_65 = count("61-65人班数", unit="个")
    classes_66_up = count("66人及以上班数", unit="个")


STATISTICS_WORKBOOK = Dataset(
    name="statistics_workbook",
    title="教基表",
    schema=StatisticsWorkbook,
    scope=("school_code",),
    is_composed=True,
    rules=SCHOOL_STATISTICS.rules,
)
