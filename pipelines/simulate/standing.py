"""What a pupil is at the school of the year: within its catchment, on a bought place.

Told here once, for the rosters and for the forms alike. What does not belong here: how rosters and forms
write it (writers).
"""

from pipelines.simulate.model import Pupil, School


def is_in_catchment(pupil: Pupil, school: School, stage: str) -> bool:
    """Tell whether a pupil came by catchment; public primary schools take no others."""
    return pupil.lives_near or (stage == "小学" and not school.private)


def has_bought_place(pupil: Pupil, school: School) -> bool:
    """Tell whether the county pays for a migrant child's place at a private school."""
    return school.private and pupil.migrant and pupil.lives_near
