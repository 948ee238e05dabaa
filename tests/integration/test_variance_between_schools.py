"""The share of variance between schools is what statsmodels estimates from the same scores.

One-way random effects. The warehouse takes the ANOVA estimator, which has a closed form. With schools of
equal size it is the restricted maximum likelihood (REML) estimate itself; with unequal sizes the two are
different estimates of one share (here 0.179 and 0.196), and REML has no formula, only a search.
"""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.stats.anova import anova_lm

from tests.integration.exam_county import BALANCED, EXAMS, SIZES, UNBALANCED, scores
from tests.integration.taught import Taught

SEARCHED = 1e-4
"""How near its search comes to the estimate, relative."""


def table(subject: str) -> pd.DataFrame:
    return pd.DataFrame(scores(subject), columns=["school", "score"])


def by_likelihood(sat: pd.DataFrame) -> float:
    """The REML estimate of a mixed model with an effect of the school."""
    fitted = smf.mixedlm("score ~ 1", sat, groups=sat["school"]).fit(reml=True, method=["powell", "lbfgs"])
    between = float(fitted.cov_re.iloc[0, 0])
    return between / (between + fitted.scale)


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


def test_for_schools_of_equal_size_it_is_the_likelihood_estimate(published: dict[str, float]) -> None:
    sat = table(BALANCED)
    assert set(sat.groupby("school").size()) == {min(SIZES)}
    assert published[BALANCED] == pytest.approx(by_likelihood(sat), rel=SEARCHED)
    assert published[BALANCED] == pytest.approx(by_mean_squares(sat), rel=1e-9)


def test_for_schools_of_unequal_size_it_is_the_estimate_from_the_mean_squares(
    published: dict[str, float],
) -> None:
    sat = table(UNBALANCED)
    assert tuple(sat.groupby("school").size()) == SIZES
    assert published[UNBALANCED] == pytest.approx(by_mean_squares(sat), rel=1e-9)
