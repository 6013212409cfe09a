"""graphkit: who really uses a deprecated symbol, through which chains, and what breaks if it goes.

Every command of the command line is a function of the same name here, and returns a frozen value:

    import graphkit
    result = graphkit.trace("pkg.mod:name", roots=["path/to/code"])

Names are imported on first use, so `import graphkit` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.errors import (
        BadConfig,
        BadTarget,
        BadUsage,
        CannotRender,
        CannotWrite,
        GraphkitError,
        NoPythonFiles,
        RootNotFound,
        UnknownFormat,
    )
    from graphkit.model.chains import Chains
    from graphkit.model.names import Symbol
    from graphkit.model.problems import FilesSeen, Problem
    from graphkit.model.ranking import Blast, Ranking
    from graphkit.model.uses import Bindings, Trace
    from graphkit.workflows.bindings import bindings
    from graphkit.workflows.blast import blast
    from graphkit.workflows.chains import chains
    from graphkit.workflows.draw import draw
    from graphkit.workflows.rank import rank
    from graphkit.workflows.trace import trace

__version__ = "0.1.0"

__all__ = [
    "BadConfig",
    "BadTarget",
    "BadUsage",
    "Bindings",
    "Blast",
    "CannotRender",
    "CannotWrite",
    "Chains",
    "FilesSeen",
    "GraphkitError",
    "NoPythonFiles",
    "Problem",
    "Ranking",
    "RootNotFound",
    "Symbol",
    "Trace",
    "UnknownFormat",
    "__version__",
    "bindings",
    "blast",
    "chains",
    "draw",
    "rank",
    "trace",
]

_HOMES = {
    "BadConfig": "errors",
    "BadTarget": "errors",
    "BadUsage": "errors",
    "Bindings": "model.uses",
    "Blast": "model.ranking",
    "CannotRender": "errors",
    "CannotWrite": "errors",
    "Chains": "model.chains",
    "FilesSeen": "model.problems",
    "GraphkitError": "errors",
    "NoPythonFiles": "errors",
    "Problem": "model.problems",
    "Ranking": "model.ranking",
    "RootNotFound": "errors",
    "Symbol": "model.names",
    "Trace": "model.uses",
    "UnknownFormat": "errors",
    "bindings": "workflows.bindings",
    "blast": "workflows.blast",
    "chains": "workflows.chains",
    "draw": "workflows.draw",
    "rank": "workflows.rank",
    "trace": "workflows.trace",
}


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if "IPython" in sys.modules:
        import_module(f"{__name__}.notebook.display").register()
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
