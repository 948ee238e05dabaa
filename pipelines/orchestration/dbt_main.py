"""dbt's own command, given the parsed project where it has been parsed already: the command `junheng-dbt`.

dbt parses its project anew whenever a variable or the path of the database is another than the time before,
and both are in every run; that takes longer than half of the models. A process that was started early waits
before it begins. What does not belong here: when the project is parsed (manifest), and when dbt is started
(dbt_cli, dbt_ahead).
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.constants import PARTIAL_PARSE_FILE_NAME
from dbt.contracts.graph.manifest import Manifest
from dbt.parser.manifest import extended_mashumuro_decoder

from pipelines.orchestration.starting import may_begin

for needed in ("dbt.adapters.duckdb", "dbt.task.build"):
    import_module(needed)  # dbt would load them only when it begins


def main() -> None:
    """Run dbt with the arguments of this process; exits with 0 done, 1 failures, 2 could not run."""
    runner = dbtRunner(manifest=_parsed())
    if not may_begin():
        sys.exit(0)
    result = runner.invoke(sys.argv[1:])
    if result.exception:
        print(result.exception, file=sys.stderr)
        sys.exit(2)
    sys.exit(0 if result.success else 1)


def _parsed() -> Manifest | None:
    """The parse that lies in the target folder; None where there is none, and dbt parses for itself."""
    saved = Path(os.environ.get("DBT_TARGET_PATH", "target")) / PARTIAL_PARSE_FILE_NAME
    if not saved.is_file():
        return None
    manifest: Manifest = Manifest.from_msgpack(saved.read_bytes(), decoder=extended_mashumuro_decoder)
    manifest.build_flat_graph()  # type: ignore[no-untyped-call]
    return manifest


if __name__ == "__main__":
    main()
