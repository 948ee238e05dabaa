"""`python -m pipelines.describing`, or `make generate`: writes what is made from the contracts.

What does not belong here: what is made (the other modules of this room).
"""

from __future__ import annotations

from pipelines.describing.made import make

if __name__ == "__main__":
    for path in make():
        print(path)
