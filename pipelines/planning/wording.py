"""What is said of a plan: how it was found, in which order, what cannot hold, what is unknown.

What does not belong here: finding it (closing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipelines.planning.affording import MOST_PUPILS, WEAKEST_FIRST, Afforded, Aim
from pipelines.planning.closing import WITHOUT_A_PLAN, Limits, Plan, is_priced, order
from pipelines.planning.conflicts import Conflict
from pipelines.planning.reading import Case
from pipelines.planning.situation import Aspect, Situation, Unit
from pipelines.planning.steps import Step, cost, once_done

AIMED: dict[Aim, str] = {
    MOST_PUPILS: "先使到期限时在达标单元就读的学生最多，再求费用最省；每年先做能使最多学生受益的。",
    WEAKEST_FIRST: "先使离标准最远的单元补得最高，再依次是次远的，再求费用最省；每年从现在最弱的做起。",
}
"""What a plan is after, as people are told."""
MOST_NAMED = 12
"""Demands named one by one; beyond them they are counted."""


def reason(case: Case, plan: Plan, limits: Limits) -> str:
    """What a reader of the plan must know, in sentences."""
    return "".join(_sentences(case, plan, limits))


def _sentences(case: Case, plan: Plan, limits: Limits) -> Iterator[str]:
    match plan.status:
        case "不需要":
            yield "各评价单元都已达标，差异系数都不超过上限。"
        case "不可行":
            yield _conflicting(case, plan.conflict)
        case "未证明":
            yield f"在 {limits.seconds:g} 秒内没有求出方案，也没有证明做不到；可以放宽时间再求。"
        case _:
            yield _how(case)
            if plan.status == "可行":
                yield "做完即达标；是否最省还没有证明。"
    if plan.steps and case.situation.needs:
        yield f"其中{_needed(case, case.situation)}，按达到面积的教室数补齐，不另计校舍面积。"
    yield from _moved(case, plan.steps)
    yield from _unknown(case)


def left_out(then: Situation) -> Iterator[tuple[Unit, str]]:
    """The units of which something known is still missing, with every indicator below its threshold."""
    for unit in then.units:
        if not then.fulfils(unit):
            for code in then.asked(unit)[0]:
                if then.missing(unit, code) > 0:
                    yield unit, code


def reason_afforded(case: Case, plan: Afforded, year: int, limits: Limits) -> str:
    """What a reader of a plan within a budget must know of one of its years, in sentences."""
    return "".join(_sentences_afforded(case, plan, year, limits))


def _sentences_afforded(case: Case, plan: Afforded, year: int, limits: Limits) -> Iterator[str]:
    situation, budget = case.situation, case.budget
    if plan.status == "不需要" or budget is None:
        yield "各评价单元都已达标，差异系数都不超过上限，不需要用预算。"
        return
    last = max(budget.by_year)
    yield f"到 {last} 年预算共 {_money(budget.total)} 万元，当年用不完的结转下年；"
    if plan.status in WITHOUT_A_PLAN:
        yield f"在 {limits.seconds:g} 秒内没有求出方案；可以放宽时间再求。"
        yield from _unknown(case)
        return
    spent = cost(situation, plan.until(year)) or Fraction(0)
    yield f"到 {year} 年末累计用 {_money(spent)} 万元。"
    if plan.reaches:
        yield "预算够做最省方案，期限内全部做完。"
    else:
        yield AIMED[plan.aim]
        if plan.status == "可行":
            yield "是否最好还没有证明。"
        left = _money(budget.total - spent)
        if year == last and plan.status == "最优" and left != NOTHING:
            yield f"余 {left} 万元，不够再使一个单元达标，也不够再使一个差异系数合格。"
    yield from _moved(case, plan.until(year))
    without = [
        case.actions[one.code]["action_name"]
        for one in situation.actions
        if not one.is_move and one.price is None
    ]
    if without and not plan.reaches:
        yield f"没有单价、没有安排的：{'、'.join(without)}。"
    then = once_done(situation, plan.until(year))
    units = list(dict.fromkeys(unit for unit, _ in left_out(then)))
    if units:
        named = "、".join(
            f"{case.names.get(unit.school, unit.school)}（{unit.stage}）" for unit in units[:MOST_NAMED]
        )
        yield f"{year} 年末仍不达标 {len(units)} 个单元：{named}{'等' if len(units) > MOST_NAMED else ''}。"
    if any(then.needs.values()):
        yield f"{year} 年末还没有补齐：{_needed(case, then)}。"
    over = [f"{one.stage} {one.indicator}" for one in sorted(situation.cv_limits) if then.over(one)]
    if over:
        yield f"{year} 年末仍超过上限的差异系数 {len(over)} 个：{'、'.join(over)}。"
    yield from _unknown(case)


def _moved(case: Case, steps: Sequence[Step]) -> Iterator[str]:
    """What holds of moves: what the givers keep, and how it is known in what the teachers count."""
    moves = [step for step in steps if step.source]
    if moves:
        yield "调出学校不低于标准值，本来不足的不调出。"
    if all(case.actions[step.action].get("is_by_roster") is None for step in moves):
        return  # nobody, or no teachers
    told = len(case.on_rosters)
    others = len(case.situation.units) - told
    if told:
        yield "教师计入哪几项，" if others else "各评价单元的教师计入哪几项，"
        yield f"{told} 个评价单元" if others else ""
        yield "按教师名册：名册上逐人看得出，调走一人，他计入的几项调出学校都减、调入学校都增。"
    if others:
        yield f"{others} 个评价单元没有教师名册，按统计：" if told else "没有教师名册，按统计："
        yield "谁同时计入几项看不出，调出学校按几项都减少计，调入学校只按调的那一项计。"


def _needed(case: Case, situation: Situation) -> str:
    """What schools lack beside what their units are judged by, by indicator."""
    lacking: dict[str, list[Fraction]] = {}
    for need, quantity in sorted(situation.needs.items()):
        if quantity:
            lacking.setdefault(need.indicator, []).append(quantity)
    ways = {code: one for one in case.situation.actions for code in one.counts_in}
    return "、".join(
        f"{case.actions[ways[code].code]['action_name'] if code in ways else ''}（{code}）"
        f"{len(of)} 所学校 {_money(sum(of, Fraction(0)))} {case.units[code]}"
        for code, of in sorted(lacking.items())
    )


NOTHING = "0"
"""An amount of money that is less than half of what is shown."""


def _money(amount: Fraction) -> str:
    return f"{float(amount):.2f}".rstrip("0").rstrip(".")


def _how(case: Case) -> str:
    if is_priced(case.situation):
        return "按总费用最省求得，费用相同时调配最少、同镇街优先。"
    turns = [
        "、".join(case.actions[code]["action_name"] for code in codes) for codes in order(case.situation)
    ]
    listed = "；".join(f"（{number}）{names}" for number, names in enumerate(turns, start=1))
    costly = [action for action in case.situation.actions if not action.is_move]
    without = [case.actions[action.code]["action_name"] for action in costly if action.price is None]
    missing = "没有填单价" if len(without) == len(costly) else f"没有单价的：{'、'.join(without)}"
    return f"{missing}，所以不算费用，依次使数量最少：{listed}；最后使调配最少、同镇街优先。"


def _conflicting(case: Case, conflict: Conflict | None) -> str:
    if conflict is None:
        return "要求不能同时做到。"
    said = [
        *(_of_unit(case, unit) for unit in sorted(conflict.demands.units)),
        *(_of_aspect(case, aspect) for aspect in sorted(conflict.demands.aspects)),
        *(
            f"{case.names.get(need.school, need.school)} {need.indicator} 补齐"
            for need in sorted(conflict.demands.needs)
        ),
    ]
    named = "、".join(said[:MOST_NAMED]) + (f"等 {len(said)} 条" if len(said) > MOST_NAMED else "")
    if len(said) == 1:
        return f"在现有上限下做不到：{named}。"
    what = "没有更少的几条会互相冲突" if conflict.is_smallest else "去掉其中任何一条，其余的就能做到"
    return f"在现有上限下不能同时做到：{named}；{what}。"


def _of_unit(case: Case, unit: Unit) -> str:
    return f"{case.names.get(unit.school, unit.school)}（{unit.stage}）达标"


def _of_aspect(case: Case, aspect: Aspect) -> str:
    limit = float(case.situation.cv_limits[aspect])
    return f"{aspect.stage} {aspect.indicator} 差异系数不超过 {limit:g}"


def _unknown(case: Case) -> Iterator[str]:
    situation = case.situation
    yield case.about_pupils
    partly = sum(
        any((unit, code) not in situation.standings for code in situation.indicators)
        for unit in situation.units
    )
    if partly:
        yield f"{partly} 个评价单元有缺数据的指标：已知的都补到标准值，是否达标仍待数据。"
    if case.needs_unknown:
        yield f"{case.needs_unknown} 所学校的专用教室缺数据，没有列入。"
    if case.left_out:
        yield f"{case.left_out} 个评价单元在校生数未知，没有列入。"
    for code, size in sorted(situation.pools.items()):
        if not size:
            yield f"{code} 的人数未知或为 0，没有安排教师调配。"
