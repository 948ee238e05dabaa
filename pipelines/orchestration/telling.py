"""What a server shows of a step that comes to nothing: why, in one Chinese sentence, before anything else.

What may be over in a minute is tried again, each time after a longer wait; a refused gate, a slip in a waiver
or a damaged store are the same in a minute, and are not. Without a server nobody waits: whoever called for
the refresh is told at once (run). What does not belong here: what can go wrong (Trouble, where it is raised).
"""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dagster as dg

from pipelines.errors import PassingTrouble, Trouble

TRIES = 3
FIRST_WAIT_SECONDS = 30
"""Before the second try; doubled before every further one."""
SHARES_BLINK = {
    errno.EIO,
    errno.ESTALE,
    errno.ETIMEDOUT,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ENETUNREACH,
    errno.ENOTCONN,
    errno.EBUSY,
}
"""What the operating system says of a network share that is away for the moment."""
POOL = "home"
"""Whatever writes in the home takes one place of this pool."""
WHY, CHANGED, HELD, VERSION = (f"junheng/{name}" for name in ("why", "changed", "held", "version"))
"""Tags of a run: why it came to nothing; how many counties changed, which are held, what was published."""
NONE_IS = "没有"
"""What a tag says of counties that are held, where none is."""
LONGEST = 200
"""Letters of a tag, which a list of runs shows in one line."""


@contextmanager
def told_to_a_server(context: dg.AssetExecutionContext) -> Iterator[None]:
    """What goes wrong inside, tried again or told by the run.

    Raises:
        RetryRequested: it may be over in a minute.
        Failure: it will not be, or has not been.
    """
    try:
        yield
    except (Trouble, OSError) as error:
        if context.instance.is_ephemeral:
            raise
        passes = isinstance(error, PassingTrouble) or getattr(error, "errno", None) in SHARES_BLINK
        tried = context.op_execution_context.retry_number
        if passes and tried < TRIES:
            context.log.warning(f"{error}（稍后自动重试，第 {tried + 1} 次）")
            raise dg.RetryRequested(TRIES, FIRST_WAIT_SECONDS * 2**tried) from error
        said = str(error) if isinstance(error, Trouble) else f"读写文件出错：{error}"
        tag_run(context, {WHY: said.splitlines()[0]})
        raise dg.Failure(said, allow_retries=False) from error


def tag_run(context: dg.AssetExecutionContext, tags: Mapping[str, str]) -> None:
    """Write on the run, where a list of runs shows it, what came of it, if the instance keeps runs."""
    if not context.instance.is_ephemeral:
        short = {
            name: said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…" for name, said in tags.items()
        }
        context.instance.add_run_tags(context.run.run_id, short)
