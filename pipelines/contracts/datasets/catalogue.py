"""All datasets, collected from the modules of their domains.

What does not belong here: anything about a single dataset.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts.datasets.assessment import (
    CURRICULUM_HOURS,
    EXAM_SCORES,
    NATIONAL_MONITORING,
    SATISFACTION_SURVEY,
)
from pipelines.contracts.datasets.county_form import COUNTY_FORM
from pipelines.contracts.datasets.dataset import Dataset
from pipelines.contracts.datasets.enrolment import (
    CLASS_ROSTER,
    DISABILITY_REGISTER,
    HIGH_SCHOOL_QUOTA,
    STUDENT_CHANGES,
    STUDENT_ROSTER,
)
from pipelines.contracts.datasets.evidence import EVIDENCE_REGISTER, INCIDENT_REGISTER
from pipelines.contracts.datasets.finance import COUNTY_FINANCE, SCHOOL_FINANCE
from pipelines.contracts.datasets.register import SCHOOL_REGISTER, SCHOOL_STATISTICS, SPECIAL_ROOMS
from pipelines.contracts.datasets.school_form import SCHOOL_FORM
from pipelines.contracts.datasets.staffing import TEACHER_POSTS, TEACHER_ROSTER
from pipelines.contracts.datasets.statistics_workbook import STATISTICS_WORKBOOK

DATASETS: Mapping[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        *(SCHOOL_REGISTER, SCHOOL_STATISTICS, SPECIAL_ROOMS),
        *(CLASS_ROSTER, STUDENT_ROSTER, STUDENT_CHANGES, DISABILITY_REGISTER, HIGH_SCHOOL_QUOTA),
        *(TEACHER_ROSTER, TEACHER_POSTS, SCHOOL_FINANCE, COUNTY_FINANCE),
        *(EXAM_SCORES, NATIONAL_MONITORING, CURRICULUM_HOURS, SATISFACTION_SURVEY),
        *(EVIDENCE_REGISTER, INCIDENT_REGISTER, SCHOOL_FORM, COUNTY_FORM, STATISTICS_WORKBOOK),
    )
}
