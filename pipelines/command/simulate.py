"""The command `junheng simulate`: raw files of invented counties.

What does not belong here: what those files say (simulate).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.command import printing
from pipelines.command.options import Json
from pipelines.command.printing import say
from pipelines.errors import WrongCall


def simulate(
    out: Annotated[Path, typer.Option(metavar="DIR", help="写到哪个文件夹。Where to write.")],
    counties: Annotated[int, typer.Option(min=1, help="几个县。How many counties.")] = 1,
    seed: Annotated[int, typer.Option(help="种子相同则文件相同。Same seed, same bytes.")] = 20240508,
    faults: Annotated[bool, typer.Option(help="同时植入记录在案的错误。Plant documented faults.")] = False,
    scale: Annotated[
        float, typer.Option(help="学生规模，1 为实际大小。Pupils per school, 1 is life-size.")
    ] = 1.0,
    as_json: Json = False,
) -> None:
    """生成虚构县的原始文件（标明为虚构）。Write synthetic raw files, labelled synthetic."""
    if scale <= 0:
        raise WrongCall(f"--scale 应大于 0，收到 {scale}。")
    from pipelines.simulate.county import simulate as write

    paths = write(out, counties=counties, seed=seed, faults=faults, scale=scale)
    if as_json:
        printing.print_json([str(path) for path in paths])
    else:
        say(f"已在 {out} 写出 {len(paths)} 个虚构的原始文件。下一步：junheng refresh --raw {out}")
