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
from pipelines.sentences import Sentence


def simulate(
    out: Annotated[Path, typer.Option(metavar="DIR", help="写到哪个文件夹。Where to write.")],
    counties: Annotated[int, typer.Option(min=1, help="几个县。How many counties.")] = 1,
    seed: Annotated[int, typer.Option(help="种子相同则文件相同。Same seed, same bytes.")] = 20240508,
    faults: Annotated[bool, typer.Option(help="同时植入记录在案的错误。Plant documented faults.")] = False,
    scale: Annotated[
        float, typer.Option(help="学生规模，1 为实际大小。Pupils per school, 1 is life-size.")
    ] = 1.0,
    shapes: Annotated[
        int | None,
        typer.Option(
            help="只画这么多个县的学生和教师，其余的县各取其一、另编号码（快）。"
            "Draw people of so many counties; the others are like them."
        ),
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option(
            metavar="HOME",
            help="不写原始文件，仿照这个仓库现行版本的县直接写出一个仓库，内有这么多个县的已发布数据。"
            "No raw files: a home with the published rows of so many counties, like those of this home.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """生成虚构县的原始文件（标明为虚构）。Write synthetic raw files, labelled synthetic."""
    if scale <= 0:
        raise WrongCall(Sentence("--scale 应大于 0，收到 {scale}。", scale=scale))
    if like:
        _rehearse(like, out, counties, seed, as_json=as_json)
        return
    from pipelines.simulate.county import simulate as write

    paths = write(out, counties=counties, seed=seed, faults=faults, scale=scale, shapes=shapes)
    if as_json:
        printing.print_json([str(path) for path in paths])
    else:
        say(f"已在 {out} 写出 {len(paths)} 个虚构的原始文件。下一步：junheng refresh --raw {out}")


def _rehearse(like: Path, out: Path, counties: int, seed: int, *, as_json: bool) -> None:
    from pipelines.settings import Settings
    from pipelines.simulate.rehearsal import rehearse

    try:
        version = rehearse(Settings(home=like), out, counties, seed=seed)
    except ValueError as error:
        raise WrongCall(Sentence("{error}。", error=error)) from error
    if as_json:
        printing.print_json([str(version.database)])
    else:
        say(f"已在 {out} 写出 {counties} 个虚构县的已发布数据。下一步：junheng status --home {out}")
