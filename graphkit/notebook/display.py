"""How results show themselves in IPython and Jupyter: a table in HTML, the text report elsewhere."""

from __future__ import annotations

import sys
from typing import Any

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chains
from graphkit.model.compliance import Compliance
from graphkit.model.plan import GateCheck, OrderCheck, Plan
from graphkit.model.ranking import Blast, NextStep, Ranking
from graphkit.model.scan import Scan
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import Bindings, Trace
from graphkit.notebook.tables import (
    bindings_html,
    blast_html,
    chains_html,
    compliance_html,
    next_html,
    ranking_html,
    tests_html,
    trace_html,
    whatif_html,
)

_HTML = {
    Trace: trace_html,
    Bindings: bindings_html,
    Chains: chains_html,
    Compliance: compliance_html,
    Blast: blast_html,
    Ranking: ranking_html,
    NextStep: next_html,
    SelectedTests: tests_html,
    WhatIf: whatif_html,
}


# shown as their text alone
_TEXT = (Plan, OrderCheck, GateCheck, Scan)


def load_ipython_extension(shell: Any) -> None:
    """Teach a running IPython to show results; `%load_ext graphkit.notebook.display` calls this."""
    for kind, html in _HTML.items():
        shell.display_formatter.formatters["text/html"].for_type(kind, html)
        shell.display_formatter.formatters["text/plain"].for_type(kind, _plain)
    for kind in _TEXT:
        shell.display_formatter.formatters["text/plain"].for_type(kind, _plain)
    # a plan is a document already
    shell.display_formatter.formatters["text/markdown"].for_type(Plan, _markdown)


def register() -> None:
    """Do the same when IPython is loaded and running; nothing otherwise."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        load_ipython_extension(shell)


def _plain(result: object, printer: Any, cycle: bool) -> None:
    """Print the text report; `printer` is IPython's pretty printer."""
    from graphkit.report.text import text

    printer.text("…" if cycle else text(result).rstrip("\n"))


def _markdown(plan: Plan) -> str:
    from graphkit.report.markdown_plan import plan_markdown

    return plan_markdown(plan)
