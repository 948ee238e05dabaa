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
    classes_upto_25 = count(
        "25人及以下班数", unit="个", about="25 人及以下的班数，个。Classes of up to 25 pupils."
    )
    classes_26_30 = count("26-30人班数", unit="个", about="26–30 人的班数，个。Classes of 26 to 30 pupils.")
    classes_31_35 = count("31-35人班数", unit="个", about="31–35 人的班数，个。Classes of 31 to 35 pupils.")
    classes_36_40 = count("36-40人班数", unit="个", about="36–40 人的班数，个。Classes of 36 to 40 pupils.")
    classes_41_45 = count("41-45人班数", unit="个", about="41–45 人的班数，个。Classes of 41 to 45 pupils.")
    classes_46_50 = count("46-50人班数", unit="个", about="46–50 人的班数，个。Classes of 46 to 50 pupils.")
    classes_51_55 = count("51-55人班数", unit="个", about="51–55 人的班数，个。Classes of 51 to 55 pupils.")
    classes_56_60 = count("56-60人班数", unit="个", about="56–60 人的班数，个。Classes of 56 to 60 pupils.")
    classes_61_65 = count("61-65人班数", unit="个", about="61–65 人的班数，个。Classes of 61 to 65 pupils.")
    classes_66_up = count(
        "66人及以上班数", unit="个", about="66 人及以上的班数，个。Classes of 66 pupils or more."
    )


STATISTICS_WORKBOOK = Dataset(
    name="statistics_workbook",
    title="教基表",
    about=("教基表", "Statistics workbooks"),
    row_is=("一所学校一学年一学段", "county, school year, school and stage"),
    row_note=("校舍、设备和教职工为全校数", "plant and staff being those of the whole school"),
    department="教体",
    is_expected=False,
    schema=StatisticsWorkbook,
    scope=("school_code",),
    feeds=("school_code", "stage"),
    is_composed=True,
    how_it_comes=(
        "每校一个工作簿，由统计系统导出，项目按行和列的名称查找：同“办学条件统计”，另有各档班额的班数；"
        "没有模板，手工填报请用“办学条件统计”"
    ),
    rules=SCHOOL_STATISTICS.rules,
)
