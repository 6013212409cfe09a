"""graphkit: who really uses a deprecated symbol, through which chains, and what breaks if it goes.

Every command of the command line is a function of the same name here (`next` is `next_step`), and returns a
frozen value:

    import graphkit
    result = graphkit.trace("pkg.mod:name", roots=["path/to/code"])

Names are imported on first use, so `import graphkit` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module

from graphkit.model.shown import connect as _connect

# type checkers take it for true; `typing` itself is not imported before `__main__` has seen to sys.path
TYPE_CHECKING = False
if TYPE_CHECKING:
    from graphkit.errors import (
        BadArchive,
        BadConfig,
        BadOrder,
        BadResult,
        BadRevision,
        BadRewrite,
        BadScheduler,
        BadTarget,
        BadUsage,
        BrokenPlan,
        CannotRender,
        CannotWrite,
        GraphkitError,
        MissingExtra,
        NoPythonFiles,
        RootNotFound,
        UnknownFormat,
        UnknownModule,
    )
    from graphkit.model.breakage import WhatIf
    from graphkit.model.chains import Chains
    from graphkit.model.charts import DrawnChart
    from graphkit.model.code_graph import CodeGraph, CodeModule
    from graphkit.model.compliance import Compliance
    from graphkit.model.exports import Export
    from graphkit.model.gallery import Gallery
    from graphkit.model.names import Symbol
    from graphkit.model.page import Page
    from graphkit.model.plan import GateCheck, OrderCheck, Plan
    from graphkit.model.problems import FilesSeen, Problem
    from graphkit.model.ranking import Blast, NextStep, Ranking
    from graphkit.model.scan import Scan
    from graphkit.model.shown import Views
    from graphkit.model.testing import SelectedTests
    from graphkit.model.uses import Bindings, Trace
    from graphkit.notebook.exploring import widget
    from graphkit.samples import SAMPLE
    from graphkit.workflows.bindings import bindings
    from graphkit.workflows.blast import blast
    from graphkit.workflows.chains import chains
    from graphkit.workflows.chart import chart
    from graphkit.workflows.compliance import compliance
    from graphkit.workflows.draw import draw
    from graphkit.workflows.explore import explore
    from graphkit.workflows.export import export
    from graphkit.workflows.gallery import gallery
    from graphkit.workflows.graph import graph
    from graphkit.workflows.next_step import next_step
    from graphkit.workflows.plan import plan
    from graphkit.workflows.plan_checks import check_gate, check_order
    from graphkit.workflows.rank import rank
    from graphkit.workflows.scan import scan
    from graphkit.workflows.tests import tests
    from graphkit.workflows.trace import trace
    from graphkit.workflows.whatif import whatif

__version__ = "0.1.0"

__all__ = [
    "SAMPLE",
    "BadArchive",
    "BadConfig",
    "BadOrder",
    "BadResult",
    "BadRevision",
    "BadRewrite",
    "BadScheduler",
    "BadTarget",
    "BadUsage",
    "Bindings",
    "Blast",
    "BrokenPlan",
    "CannotRender",
    "CannotWrite",
    "Chains",
    "CodeGraph",
    "CodeModule",
    "Compliance",
    "DrawnChart",
    "Export",
    "FilesSeen",
    "Gallery",
    "GateCheck",
    "GraphkitError",
    "MissingExtra",
    "NextStep",
    "NoPythonFiles",
    "OrderCheck",
    "Page",
    "Plan",
    "Problem",
    "Ranking",
    "RootNotFound",
    "Scan",
    "SelectedTests",
    "Symbol",
    "Trace",
    "UnknownFormat",
    "UnknownModule",
    "WhatIf",
    "__version__",
    "bindings",
    "blast",
    "chains",
    "chart",
    "check_gate",
    "check_order",
    "compliance",
    "draw",
    "explore",
    "export",
    "gallery",
    "graph",
    "next_step",
    "plan",
    "rank",
    "scan",
    "tests",
    "trace",
    "whatif",
    "widget",
]

_HOMES = {
    "BadArchive": "errors",
    "BadConfig": "errors",
    "BadOrder": "errors",
    "BadResult": "errors",
    "BadRevision": "errors",
    "BadRewrite": "errors",
    "BadScheduler": "errors",
    "BadTarget": "errors",
    "BadUsage": "errors",
    "Bindings": "model.uses",
    "Blast": "model.ranking",
    "BrokenPlan": "errors",
    "CannotRender": "errors",
    "CannotWrite": "errors",
    "Chains": "model.chains",
    "CodeGraph": "model.code_graph",
    "CodeModule": "model.code_graph",
    "Compliance": "model.compliance",
    "DrawnChart": "model.charts",
    "Export": "model.exports",
    "FilesSeen": "model.problems",
    "Gallery": "model.gallery",
    "GateCheck": "model.plan",
    "GraphkitError": "errors",
    "MissingExtra": "errors",
    "NextStep": "model.ranking",
    "NoPythonFiles": "errors",
    "OrderCheck": "model.plan",
    "Page": "model.page",
    "Plan": "model.plan",
    "Problem": "model.problems",
    "Ranking": "model.ranking",
    "RootNotFound": "errors",
    "Scan": "model.scan",
    "SAMPLE": "samples",
    "SelectedTests": "model.testing",
    "Symbol": "model.names",
    "Trace": "model.uses",
    "UnknownFormat": "errors",
    "UnknownModule": "errors",
    "WhatIf": "model.breakage",
    "bindings": "workflows.bindings",
    "blast": "workflows.blast",
    "chains": "workflows.chains",
    "chart": "workflows.chart",
    "check_gate": "workflows.plan_checks",
    "check_order": "workflows.plan_checks",
    "compliance": "workflows.compliance",
    "draw": "workflows.draw",
    "explore": "workflows.explore",
    "export": "workflows.export",
    "graph": "workflows.graph",
    "gallery": "workflows.gallery",
    "next_step": "workflows.next_step",
    "plan": "workflows.plan",
    "rank": "workflows.rank",
    "scan": "workflows.scan",
    "tests": "workflows.tests",
    "trace": "workflows.trace",
    "whatif": "workflows.whatif",
    "widget": "notebook.exploring",
}


def _views() -> Views:
    """Import what shows results, when one is first shown."""
    from graphkit.notebook import views

    return views


# the only thing the root does: the model must not know who shows its values
_connect(_views)


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
