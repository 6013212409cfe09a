"""A result as plain text for a person, with colour where the reader's screen has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphkit.model.breakage import WhatIf
from graphkit.model.chains import Chains
from graphkit.model.charts import DrawnChart
from graphkit.model.code_graph import CodeGraph, CodeModule
from graphkit.model.compliance import Compliance
from graphkit.model.drawing import Drawing
from graphkit.model.exports import Export
from graphkit.model.gallery import Gallery
from graphkit.model.page import Page
from graphkit.model.plan import GateCheck, OrderCheck, Plan
from graphkit.model.ranking import Blast, NextStep, Ranking
from graphkit.model.scan import Scan
from graphkit.model.testing import SelectedTests
from graphkit.model.uses import Bindings, Trace
from graphkit.report.text_bindings import bindings_text
from graphkit.report.text_chains import chains_text
from graphkit.report.text_compliance import compliance_text
from graphkit.report.text_drawing import drawing_text, page_text
from graphkit.report.text_export import export_text
from graphkit.report.text_graph import graph_text, module_text
from graphkit.report.text_layout import Look
from graphkit.report.text_next import next_text
from graphkit.report.text_plan import gate_text, order_check_text, plan_text
from graphkit.report.text_ranking import blast_text, ranking_text
from graphkit.report.text_scan import scan_text
from graphkit.report.text_tests import tests_text
from graphkit.report.text_trace import trace_text
from graphkit.report.text_whatif import whatif_text


def text(result: object, look: Look = Look()) -> str:  # noqa: B008  (a frozen value is a safe default)
    """Return `result` as text, ending in a newline; the same facts with any `look`.

    Takes what any workflow returns; TypeError for anything else.
    """
    if type(result) not in _WRITERS:
        raise TypeError(f"no text for {type(result).__name__}")
    return _WRITERS[type(result)](result, look)


_WRITERS: Mapping[type, Callable[[Any, Look], str]] = {
    Trace: trace_text,
    Bindings: bindings_text,
    Chains: chains_text,
    Blast: blast_text,
    Ranking: ranking_text,
    NextStep: next_text,
    Drawing: drawing_text,
    Page: page_text,
    DrawnChart: drawing_text,
    Gallery: drawing_text,
    Export: export_text,
    WhatIf: whatif_text,
    Compliance: compliance_text,
    SelectedTests: tests_text,
    Plan: plan_text,
    OrderCheck: order_check_text,
    GateCheck: gate_text,
    Scan: scan_text,
    CodeGraph: graph_text,
    CodeModule: module_text,
}
