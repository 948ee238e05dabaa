"""What several commands share: their common options and how settings are read from flags.

What does not belong here: a command.
"""

from __future__ import annotations

from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from pipelines.errors import WrongCall
from pipelines.sentences import Listed, Sentence
from pipelines.settings import Settings

# whether they can be read is told by who reads them, in a sentence
Home = Annotated[
    Path | None,
    typer.Option(readable=False, help="仓库所在的文件夹，默认 warehouse。Where the warehouse is."),
]
Raw = Annotated[
    Path | None, typer.Option(readable=False, help="原始文件夹，默认 raw。Where the raw files are.")
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON。Print JSON.")]


def read_settings(**flags: Any) -> Settings:
    """The settings, with those flags that were given.

    Raises:
        WrongCall: a setting's value cannot be used, or `junheng.toml` cannot be read.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        faults = [
            Sentence("{setting}：{fault}", setting=".".join(map(str, one["loc"])), fault=one["msg"])
            for one in error.errors()
        ]
        raise WrongCall(
            Sentence("设置有误（环境变量 JUNHENG_* 或 junheng.toml）：{faults}", faults=Listed(faults, "；"))
        ) from error
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCall(Sentence("junheng.toml 读不懂：{error}", error=error)) from error
