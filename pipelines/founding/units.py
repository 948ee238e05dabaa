"""Units of systemd for a working folder: the nightly refresh, the watchdog, the pages, Dagster.

What they say goes into the journal, so it is Chinese whatever the locale of the system is. What does not
belong here: installing them, which takes the rights of an administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NIGHT = "*-*-* 02:00:00"
WATCH = "*-*-* *:30:00"
DAGSTER = ".dagster"
"""Where Dagster keeps its runs, in the working folder."""
ENVIRONMENT = "postgres.env"
"""There: the address of the PostgreSQL in which it keeps them instead; for its owner's eyes."""
FOR_SERVER = Path(__file__).with_name("dagster_server.yaml")
SAFE = """\
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full
"""


@dataclass(frozen=True)
class Place:
    """Where the program works.

    Attributes:
        folder: the working folder, absolute.
        programs: the folder with `junheng` and `dagster`, absolute.
        user: who runs it.
        zone: the time zone of the schedule.
    """

    folder: Path
    programs: Path
    user: str
    zone: str


def units(place: Place) -> dict[str, str]:
    """The text of every unit, by file name."""
    home = _plain(place.folder / DAGSTER)
    of_dagster = f'Environment="DAGSTER_HOME={home}"\nEnvironmentFile=-{home}/{ENVIRONMENT}\n'
    pages = "dagster-webserver -w workspace.yaml -h 127.0.0.1 -p 3000"
    watched = _once(place, "均衡：看刷新有没有运行，通知有关的人", "junheng notify --check")
    return {
        "junheng.service": _once(place, "均衡：每晚刷新", "junheng refresh"),
        "junheng.timer": _timer("均衡：每晚两点刷新", f"{NIGHT} {place.zone}"),
        "junheng-notify.service": watched,
        "junheng-notify.timer": _timer("均衡：每小时看一次", WATCH),
        "junheng-web.service": _always(place, "均衡：网页和自查，只听本机", "junheng serve"),
        "junheng-dagster-daemon.service": _always(
            place,
            "均衡：Dagster 的定时，代替 junheng.timer",
            "dagster-daemon run -w workspace.yaml",
            of_dagster,
        ),
        "junheng-dagster-web.service": _always(place, "均衡：Dagster 的页面，只听本机", pages, of_dagster),
    }


def _service(place: Place, said: str, kind: str, command: str, more: str) -> str:
    program, _, options = command.partition(" ")
    return (
        f"[Unit]\nDescription={said}\n\n"
        f"[Service]\nType={kind}\nUser={place.user}\nWorkingDirectory={_plain(place.folder)}\n"
        f'Environment="PATH={_plain(place.programs)}:/usr/bin:/bin"\nEnvironment=JUNHENG_LANGUAGE=zh\n'
        f'ExecStart="{_plain(place.programs / program)}" {options}\n{more}{SAFE}'
    )


def _plain(path: Path) -> str:
    """A path in a unit, where a percent sign would begin something else."""
    return str(path).replace("%", "%%")


def _once(place: Place, said: str, command: str) -> str:
    return _service(place, said, "oneshot", command, "Nice=10\nTimeoutStartSec=8h\n")


def _always(place: Place, said: str, command: str, more: str = "") -> str:
    wanted = "\n[Install]\nWantedBy=multi-user.target\n"
    again = "Restart=on-failure\nRestartSec=10\nTimeoutStopSec=60\n"
    return _service(place, said, "exec", command, more + again) + wanted


def _timer(said: str, when: str) -> str:
    """A timer that catches up on what it missed while the machine was off."""
    return (
        f"[Unit]\nDescription={said}\n\n"
        f"[Timer]\nOnCalendar={when}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
