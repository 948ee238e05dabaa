"""All datasets, collected from the modules of their domains: what a module defines is a dataset that lands.

What does not belong here: anything about a single dataset.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.contracts.datasets import (
    assessment,
    county_form,
    enrolment,
    evidence,
    finance,
    population,
    register,
    school_form,
    staffing,
    statistics_workbook,
)
from pipelines.contracts.datasets.dataset import Dataset

DOMAINS = (
    *(register, enrolment, staffing, finance, assessment, evidence, population),
    *(school_form, county_form, statistics_workbook),
)
DATASETS: Mapping[str, Dataset] = {
    dataset.name: dataset
    for domain in DOMAINS
    for dataset in vars(domain).values()
    if isinstance(dataset, Dataset)
}
