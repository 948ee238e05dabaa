"""Every setting of a run in one typed object.

Read from the environment (`JUNHENG_*`), then `junheng.toml` in the working directory or the nearest folder
above it (working_folder), then the defaults; a value given in code (a flag of the command) wins over all of
them. A name in `junheng.toml` that is no setting is an error, so that a slip of the pen is not passed over.
What does not belong here: anything computed from data.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import ByteSize, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pipelines.working_folder import WorkingFolderSource

SPILL, NUMBERS = ".spill-", itertools.count()
"""How the folders begin into which DuckDB spills, and what tells them apart within a process."""
ConnectionSettings = dict[str, str | bool | int | float | list[str]]
"""Settings of a DuckDB connection."""
PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parent
SHIPPED = PACKAGE / "shipped" if (PACKAGE / "shipped").is_dir() else PROJECT
"""Where the dbt project and the expectations lie: in the package where it is installed from a wheel."""


class Sourced(BaseSettings):
    """Where settings are read from."""

    model_config = SettingsConfigDict(env_prefix="JUNHENG_", extra="forbid")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Code and flags first, then the environment, then `junheng.toml`."""
        return init_settings, env_settings, WorkingFolderSource(settings_cls)


class Settings(Sourced):
    """Where things are and how a run behaves: paths as given, times in seconds, shares as fractions.

    `time_zone` says when the day of `--as-known-on` ends and on which clocks times are told; every time that
    is stored is UTC. `language` is that of a command's errors for the person who called (command.language);
    whatever is stored is Chinese.
    """

    raw: Path = Path("raw")
    home: Path = Path("warehouse")
    key_file: Path | None = None
    aliases: Path = PACKAGE / "contracts" / "aliases"
    dbt_project: Path = SHIPPED / "dbt_project"
    expectations: Path = SHIPPED / "expectations"
    county: Path = Path("county")
    addresses: Path | None = None
    told_after_hours: float = Field(default=26.0, gt=0)
    settle_seconds: float = Field(default=2.0, ge=0)
    settle_at_most_seconds: float = Field(default=120.0, ge=0)
    max_rejected_share: float = Field(default=0.10, ge=0, le=1)
    read_all: bool = False
    sample_files: int = Field(default=20, ge=0)
    hold_share: float = Field(default=0.2, ge=0, le=1)
    threads: int = Field(default=2, ge=1)
    memory_limit: str = Field(default="1GB", pattern=r"^[0-9]+(\.[0-9]+)?\s*(KB|MB|GB|TB|KiB|MiB|GiB|TiB)$")
    cluster: str | None = None
    keep_versions: int = Field(default=30, ge=1)
    keep_bytes: ByteSize = ByteSize(100_000_000_000)
    plan_seconds: float = Field(default=20.0, gt=0)
    plan_night_seconds: float = Field(default=3.0, ge=0)
    plan_gap: float = Field(default=0.001, ge=0, lt=1)
    time_zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    language: Literal["auto", "zh", "en"] = "auto"
    postgres_url: SecretStr | None = None

    @property
    def key_path(self) -> Path:
        """The site's secret key: `key_file`, or `secret.key` in the home."""
        return self.key_file or self.home / "secret.key"

    @property
    def alias_folders(self) -> tuple[Path, ...]:
        """Where headings are described: `aliases` in `county`, which goes before, and `aliases`."""
        own = self.county / "aliases"
        return (own, self.aliases) if own.is_dir() else (self.aliases,)

    def alias_folders_of(self, county_code: str | None) -> tuple[Path, ...]:
        """The same for the files of a county: its own, in `aliases/<county>`, go before all others."""
        own = self.county / "aliases" / county_code if county_code else None
        return (own, *self.alias_folders) if own and own.is_dir() else self.alias_folders

    @property
    def addresses_path(self) -> Path:
        """Where notices go to, with passwords: `addresses`, or `addresses.toml` in the home."""
        return self.addresses or self.home / "addresses.toml"

    @property
    def limits(self) -> ConnectionSettings:
        """What one DuckDB connection may take, and where it spills; extensions are not fetched.

        Each gets a folder of its own, made only when it is needed: two that share one spoil each other's
        files. What a killed process left there goes with the next refresh.
        """
        return {
            "memory_limit": self.memory_limit,
            "threads": self.threads,
            "autoinstall_known_extensions": False,
            "temp_directory": str(self.home.absolute() / f"{SPILL}{os.getpid()}-{next(NUMBERS)}"),
        }

    @property
    def landing(self) -> Path:
        """The append-only stores of accepted rows, one a county."""
        return self.home / "landing"

    @property
    def made_by_dbt(self) -> Path:
        """What is made of the dbt project alone: beside it; in the home where the program is installed."""
        is_installed = self.dbt_project.is_relative_to(PACKAGE)
        return self.home / "program" if is_installed else self.dbt_project / "target"

    @property
    def build(self) -> Path:
        """What a night builds before it is published, a folder each run and batch; thrown away."""
        return self.home / "build"

    @property
    def versions(self) -> Path:
        """The published versions, a directory each."""
        return self.home / "versions"

    @property
    def registers(self) -> Path:
        """Private: who stands in which county's registers, by keyed hashes, a directory each version."""
        return self.home / "registers"

    @property
    def current(self) -> Path:
        """The link to the version in force."""
        return self.home / "current"

    @property
    def feedback(self) -> Path:
        """The feedback workbooks, by county, school year and provider."""
        return self.home / "feedback"

    @property
    def runs(self) -> Path:
        """Logs and gate results of runs."""
        return self.home / "runs"
