"""`graphkit chains`: through which modules consumers reach the definition."""

from __future__ import annotations

from itertools import islice
from typing import Unpack

from graphkit.analysis.chain_counts import condensed_cycles, count_chains
from graphkit.analysis.chains import iter_chains
from graphkit.analysis.cuts import find_cuts
from graphkit.analysis.flow_graph import FlowGraph, symbol_flow
from graphkit.analysis.module_chains import module_flow
from graphkit.errors import BadUsage
from graphkit.model.chains import Chains
from graphkit.model.problems import Problem
from graphkit.model.uses import Trace
from graphkit.workflows.known_modules import check_modules
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.trace import trace

LIMIT = 20
LEVELS = ("symbol", "module")


def chains(
    target: str,
    *,
    via: str = "",
    origin: str = "",
    level: str = "symbol",
    limit: int = LIMIT,
    cuts: bool = False,
    **options: Unpack[Options],
) -> Chains:
    """Count the chains from consumers (or the module `origin`) to the target and list the first `limit`.

    With `via`, those that pass that module; `cuts` also tells who depends on the facades alone. The facades
    are `via`, else those configured for the target, else every module that hands it on.

    `level` is one of LEVELS. Raises BadTarget, BadUsage for another level, BadConfig, RootNotFound and
    NoPythonFiles.

    >>> import graphkit
    >>> facade = "netra_backend.app.websocket_core.canonical_imports"
    >>> found = graphkit.chains("websocket-factory", via=facade, roots=[graphkit.SAMPLE])
    >>> found.count, found.listed, len(found.chains[0].modules)
    (48, 20, 3)
    """
    if level not in LEVELS:
        raise BadUsage(f"unknown level {level!r}; choose one of {', '.join(LEVELS)}")
    reading = open_reading(**options)
    check_modules(reading.tree, *filter(None, (via, origin)))
    traced = trace(target, **options)
    graph, problems = _graph(reading, traced, level, origin)
    count = count_chains(graph, (via,) if via else ())
    listed = tuple(islice(iter_chains(graph, (via,) if via else ()), limit))
    return Chains(
        str(traced.target),
        via,
        origin,
        level,
        count,
        len(listed),
        len(listed) < count,
        listed,
        condensed_cycles(graph),
        find_cuts(graph, (via,) if via else _facades(reading, traced)) if cuts else None,
        joined(traced.problems, problems),
        traced.files,
    )


def _graph(reading: Reading, traced: Trace, level: str, origin: str) -> tuple[FlowGraph, tuple[Problem, ...]]:
    if level == "symbol":
        return symbol_flow(traced, origin), ()
    imports, problems, _ = reading.imports
    return module_flow(traced, imports, reading.tree, origin), problems


def _facades(reading: Reading, traced: Trace) -> tuple[str, ...]:
    target = str(traced.target)
    configured = {
        facade
        for deprecation in reading.config.deprecations.values()
        if deprecation.target == target
        for facade in deprecation.facades
    }
    return tuple(sorted(configured or traced.facades))
