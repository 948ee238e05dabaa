"""The address of PostgreSQL, which may hold a password, is told to nobody who does not need it."""

from __future__ import annotations

import pytest

from pipelines.night.cluster import _as_told
from pipelines.orchestration.resources import SettingsResource
from pipelines.postgres.connecting import PostgresTrouble, connected
from pipelines.settings import Settings

SECRET = "not-to-be-told"
URL = f"postgresql://junheng_owner:{SECRET}@127.0.0.1:9/junheng_bi"


def test_neither_dagster_s_pages_nor_a_task_on_another_machine_hold_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUNHENG_POSTGRES_URL", URL)
    settings = Settings()
    resource = SettingsResource.of(settings)

    assert SECRET not in repr(settings)
    assert SECRET not in repr(resource.values)
    assert SECRET not in repr(_as_told(settings))
    # whoever publishes finds it where it stands
    found = resource.read().postgres_url
    assert found is not None
    assert found.get_secret_value() == URL


def test_what_is_said_of_a_failed_connection_holds_no_password() -> None:
    with pytest.raises(PostgresTrouble) as told, connected(Settings(postgres_url=URL)):
        pass
    assert SECRET not in str(told.value)
