"""The command `junheng`, also as `python -m pipelines.command`.

A process started beside this one runs once more what started it, so nothing is loaded here before the command
is called. What does not belong here: the command (main).
"""

from __future__ import annotations


def main() -> None:
    """Call the command with what stands behind its name."""
    from pipelines.command.main import main as command

    command()


if __name__ == "__main__":
    main()
