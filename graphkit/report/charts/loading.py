"""Load matplotlib without the settings of the current directory, which may be the analysed code's."""

from __future__ import annotations

import sys
from contextlib import chdir, suppress
from importlib import import_module
from importlib.util import find_spec


def load_matplotlib() -> None:
    """Import matplotlib, unless it is there already, as if from a directory of its own.

    While it is imported it reads a file `matplotlibrc` of the current directory, says aloud what it does not
    like in it, and fails when that is no text; nothing else can keep it from that.
    """
    if "matplotlib" in sys.modules:
        return
    found = find_spec("matplotlib")
    home = found.submodule_search_locations if found is not None else None
    if home:
        # one without code and settings; fails when the current directory is gone, and its settings with it
        with suppress(FileNotFoundError), chdir(f"{home[0]}/mpl-data/fonts"):
            import_module("matplotlib")
