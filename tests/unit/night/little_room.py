"""A refresh in a process whose files may not become large; found under one name in every process."""

from __future__ import annotations

import resource

from pipelines.orchestration.run import RefreshOutcome, refresh
from pipelines.settings import Settings


def refresh_with_little_room(settings: Settings, room: int) -> RefreshOutcome:
    """A refresh in which no file may have more bytes than there is room, as a quota has it."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    return refresh(settings)
