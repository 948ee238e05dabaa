"""The share of variance between schools is what statsmodels estimates from the same scores.

One-way random effects by restricted maximum likelihood (REML), docs/adr/0013. statsmodels stops where its
optimiser is content, near the top; a search written here without it goes on to the last digit.
"""

from __future__ import annotations

import math

import duckdb
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.stats.anova import anova_lm

from tests.integration.exam_county import BALANCED, EXAMS, SIZES, UNBALANCED, scores
from tests.integration.taught import Taught

OPTIMISED = 1e-6
"""How near the optimiser of statsmodels comes to the top, relative."""


def table(subject: str) -> pd.DataFrame:
    return pd.DataFrame(scores(subject), columns=["school", "score"])


def by_statsmodels(sat: pd.DataFrame) -> float:
    """The REML estimate of a mixed model with an effect of the school."""
    model = smf.mixedlm("score ~ 1", sat, groups=sat["school"])
    fitted = model.fit(reml=True, method=["bfgs"], gtol=1e-9)
    between = float(fitted.cov_re.iloc[0, 0])
    return between / (between + fitted.scale)


def loss(schools: list[list[int]], share: float) -> float:
    """−2 log of the restricted likelihood but for a constant, the textbook's sum over schools."""
    ratio, takers = share / (1 - share), sum(map(len, schools))
    weights = [len(school) / (1 + len(school) * ratio) for school in schools]
    means = [math.fsum(school) / len(school) for school in schools]
    middle = math.fsum(w * m for w, m in zip(weights, means, strict=True)) / sum(weights)
    within = math.fsum((x - m) ** 2 for school, m in zip(schools, means, strict=True) for x in school)
    residual = within + math.fsum(w * (m - middle) ** 2 for w, m in zip(weights, means, strict=True))
    logs = math.fsum(math.log1p(len(school) * ratio) for school in schools)
    return (takers - 1) * math.log(residual) + logs + math.log(sum(weights))


def by_search(sat: pd.DataFrame) -> float:
    """The best of a thousand shares, then halving to where the slope of the loss beside it is zero."""
    schools = [list(group) for _, group in sat.groupby("school")["score"]]
    best = min((number / 1000 for number in range(1, 1000)), key=lambda share: loss(schools, share))

    def slope(share: float, step: float = 1e-3) -> float:
        """By differences over one, two and three steps: what they leave out is of the order of step⁶."""
        parts = [loss(schools, share + n * step) - loss(schools, share - n * step) for n in (1, 2, 3)]
        return (45 * parts[0] - 9 * parts[1] + parts[2]) / (60 * step)

    low, high = best - 1e-3, best + 1e-3
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return (low + high) / 2


def by_mean_squares(sat: pd.DataFrame) -> float:
    """The estimate from the mean squares of the analysis of variance, for groups of unequal size."""
    mean_squares = anova_lm(smf.ols("score ~ C(school)", sat).fit())["mean_sq"]
    within = mean_squares["Residual"]
    sizes = sat.groupby("school").size()
    size = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sizes) - 1)
    between = max(0.0, (mean_squares["C(school)"] - within) / size)
    return float(between / (between + within))


@pytest.fixture
def published(taught: Taught) -> dict[str, float]:
    """By subject the share in the county's row of the whole stage."""
    sql = (
        "select subject, between_school_share from marts.fct_exam_result"
        f" where county_code = '{EXAMS}' and school_code is null and grade is null"
    )
    with duckdb.connect(str(taught.database), read_only=True) as connection:
        return dict(connection.execute(sql).fetchall())


@pytest.mark.parametrize("subject", [BALANCED, UNBALANCED])
def test_it_is_the_restricted_likelihood_estimate(published: dict[str, float], subject: str) -> None:
    sat = table(subject)
    assert published[subject] == pytest.approx(by_statsmodels(sat), rel=OPTIMISED)
    assert published[subject] == pytest.approx(by_search(sat), rel=1e-9)


def test_for_schools_of_equal_size_it_is_the_estimate_from_the_mean_squares_too(
    published: dict[str, float],
) -> None:
    sat = table(BALANCED)
    assert set(sat.groupby("school").size()) == {min(SIZES)}
    assert published[BALANCED] == pytest.approx(by_mean_squares(sat), rel=1e-9)


def test_for_schools_of_unequal_size_it_is_another_estimate_than_that_from_the_mean_squares(
    published: dict[str, float],
) -> None:
    sat = table(UNBALANCED)
    assert tuple(sat.groupby("school").size()) == SIZES
    assert abs(published[UNBALANCED] - by_mean_squares(sat)) > 0.01
