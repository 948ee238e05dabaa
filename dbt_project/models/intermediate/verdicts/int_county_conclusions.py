"""The conclusion of every row of int_county_verdicts in words: templates filled with facts.

What does not belong here: how they are chosen and filled (pipelines/conclusions).
"""

from pipelines.conclusions.tables import conclusions


def model(dbt, session):
    return conclusions(
        verdicts=dbt.ref("int_county_verdicts"),
        facts=dbt.ref("int_conclusion_facts"),
        templates=dbt.ref("conclusions"),
        stages=dbt.ref("stages"),
        subjects=dbt.ref("monitored_subjects"),
    )
