{# The restricted likelihood (REML) of one-way random effects at a supposed `share` of the variance between groups.

`rows` has, per row: share ρ, sizes n_i and deviations d_i of the groups' means from any common origin (lists in one
order), takers N = Σ n_i, squares_within W. Added are
  weights  v_i = n_i / (1 − ρ + n_i ρ), weight Σ v_i, middle m = Σ v_i d_i / Σ v_i, squares (d_i − m)²
  residual Q = W + (1 − ρ) Σ v_i (d_i − m)²
  score    Q (Σ v_i − Σ v_i² / Σ v_i) − (N − 1)(1 − ρ) Σ v_i² (d_i − m)²: negative where the likelihood rises with
           the share, positive where it falls, zero where it is highest.
With λ = ρ / (1 − ρ) = σ²_between / σ²_within and w_i = n_i / (1 + n_i λ) = (1 − ρ) v_i the score is the derivative
by λ of −2 log likelihood = (N − 1) ln Q + Σ ln(1 + n_i λ) + ln Σ w_i, times Q / (1 − ρ), which is never negative. #}
{% macro restricted_likelihood(rows) -%}
select
    *,
    list_transform(sizes, lambda n: n / (1 - share + n * share)) as weights,
    list_sum(weights) as weight,
    list_dot_product(weights, deviations) / weight as middle,
    list_transform(deviations, lambda d: pow(d - middle, 2)) as squares,
    squares_within + (1 - share) * list_dot_product(weights, squares) as residual,
    list_transform(weights, lambda v: v * v) as weights_squared,
    residual * (weight - list_sum(weights_squared) / weight)
    - (takers - 1) * (1 - share) * list_dot_product(weights_squared, squares) as score
from {{ rows }}
{%- endmacro %}
