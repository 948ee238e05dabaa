"""What a person is told when a run is refused: which gate, what was found, what to do.

What does not belong here: judging (gates).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.quality.gates import GateResult

STAGES = {"landing": "入库核查", "dbt": "计算检验", "marts": "结果核查"}


def reasons(gates: Iterable[GateResult]) -> list[str]:
    """One Chinese sentence a gate that blocks."""
    return [reason(gate) for gate in gates if gate.blocks]


def summary(gates: Iterable[GateResult], troubles: Iterable[str] = (), *, run_id: str) -> str:
    """A page in Chinese that says why a run was refused, and what only warns.

    Args:
        gates: what the gates said.
        troubles: what went wrong besides, a sentence each.
        run_id: the refresh.
    """
    gates = list(gates)
    blocked = [*reasons(gates), *troubles]
    warned = [reason(gate) for gate in gates if not gate.blocks and not gate.success]
    lines = [
        f"# 运行 {run_id} 没有发布",
        "",
        "下列核查没有通过，上一版本仍然有效。改正后重新运行 junheng refresh；"
        "确需放行的，在 expectations/waivers.toml 写明理由、负责人和期限。",
        "",
        *(f"- {reason}" for reason in blocked),
    ]
    if warned:
        lines += ["", "另有提醒，不影响发布：", "", *(f"- {reason}" for reason in warned)]
    return "\n".join(lines) + "\n"


def reason(gate: GateResult) -> str:
    """What a gate that does not hold says, in a Chinese sentence."""
    observed = f"实际：{gate.observed}。" if gate.observed else ""
    remedy = f"怎么办：{gate.remedy}" if gate.remedy else ""
    county = f"{gate.county_code} " if gate.county_code else ""
    return f"{county}{STAGES[gate.stage]} {gate.suite} / {gate.expectation}：{gate.message}{observed}{remedy}"
