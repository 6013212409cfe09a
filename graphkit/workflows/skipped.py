"""What a run leaves out of the tree."""

from __future__ import annotations

from typing import Unpack

from graphkit.model.tree import Skipped
from graphkit.workflows.reading import Options, open_reading


def skipped(**options: Unpack[Options]) -> tuple[Skipped, ...]:
    """Return the files and directories under the roots that are left out, each with its reason.

    Raises BadConfig, RootNotFound and NoPythonFiles.
    """
    return open_reading(**options).tree.skipped
