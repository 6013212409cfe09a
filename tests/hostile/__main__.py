"""Write every hostile tree below a directory: `python -m tests.hostile DIR [NAME …]`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile.case import hostile
from tests.hostile.corpus import all_cases


def main() -> None:
    """Write the trees that were asked for, by default all."""
    directory, *names = sys.argv[1:]
    for case in all_cases():
        if not names or case.name in names:
            print(hostile(case, Path(directory) / case.name))


if __name__ == "__main__":
    main()
