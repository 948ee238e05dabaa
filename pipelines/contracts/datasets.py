"""All datasets, collected from the modules of their domains.

What does not belong here: anything about a single dataset.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts.assessment import EXAM_SCORES
from pipelines.contracts.dataset import Dataset
from pipelines.contracts.enrolment import CLASS_ROSTER, STUDENT_ROSTER
from pipelines.contracts.finance import COUNTY_FINANCE, SCHOOL_FINANCE
from pipelines.contracts.register import SCHOOL_REGISTER, SCHOOL_STATISTICS, SPECIAL_ROOMS
from pipelines.contracts.staffing import TEACHER_ROSTER

DATASETS: Mapping[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        *(SCHOOL_REGISTER, SCHOOL_STATISTICS, CLASS_ROSTER, SPECIAL_ROOMS, STUDENT_ROSTER),
        *(TEACHER_ROSTER, SCHOOL_FINANCE, COUNTY_FINANCE, EXAM_SCORES),
    )
}
