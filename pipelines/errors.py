"""What went wrong in a way that a person can act on.

What does not belong here: faults of a file (findings), and faults of the program (any other exception).
"""

from __future__ import annotations

from typing import ClassVar


class Trouble(Exception):
    """Ends a command; the message is one Chinese sentence that says what is wrong and what to do about it."""

    exit_code: ClassVar[int] = 1
    """With what the command leaves (contract.md)."""


class PassingTrouble(Trouble):
    """What may be over in a minute without anyone's doing: asking again can help."""


class WrongCall(Trouble):
    """What was asked for cannot be: an option, a setting or a name is wrong."""

    exit_code = 64
