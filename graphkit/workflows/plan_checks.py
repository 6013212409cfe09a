"""`graphkit plan --gate` and `--check`: whether a phase is over, whether a given order is safe."""

from __future__ import annotations

from typing import Unpack

from graphkit.analysis.order_check import refused_steps
from graphkit.analysis.order_steps import named_steps
from graphkit.analysis.planning import phase_members
from graphkit.analysis.planning_stages import phase_numbers
from graphkit.errors import BadTarget, BadUsage
from graphkit.extract.plan_file import read_order
from graphkit.model.plan import PHASES, GateCheck, OrderCheck
from graphkit.workflows.plan_ground import what_is_left
from graphkit.workflows.reading import Options, open_reading
from graphkit.workflows.trace import trace_in
from graphkit.workflows.whatif import Prediction


def check_gate(target: str, phase: int, **options: Unpack[Options]) -> GateCheck:
    """Return what is left of a phase and of those before it.

    Raises BadTarget, BadUsage for what is no phase, BadConfig, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> len(graphkit.check_gate("websocket-factory", 1, roots=[graphkit.SAMPLE]).remaining)
    34
    """
    if phase not in PHASES:
        raise BadUsage(f"there is no phase {phase}; a plan has the phases {PHASES[0]} to {PHASES[-1]}")
    left = what_is_left(open_reading(**options), target)
    members = phase_members(left.rows, phase_numbers(left.rows, left.trace, left.facades))
    remaining = tuple(row for number in PHASES if number <= phase for row in members[number])
    return GateCheck(str(left.trace.target), phase, remaining, left.ground.problems, left.trace.files)


def check_order(target: str, path: str, **options: Unpack[Options]) -> OrderCheck:
    """Return which steps of the order in the file `path` would break something where they stand, and what.

    Raises BadOrder for a file that cannot be read or names what is not in the tree, BadTarget, BadConfig,
    RootNotFound and NoPythonFiles.

    >>> import graphkit, pathlib, tempfile
    >>> symbol = "netra_backend.app.websocket_core.canonical_imports:get_websocket_manager_factory"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     order = pathlib.Path(folder, "order.toml")
    ...     _ = order.write_text(f'steps = [{{ remove = "{symbol}" }}]')
    ...     found = graphkit.check_order("websocket-factory", str(order), roots=[graphkit.SAMPLE])
    >>> [refusal.step for refusal in found.refusals]
    [1]
    """
    steps = read_order(path)
    reading = open_reading(**options)
    traced = trace_in(reading, target)
    named = named_steps(steps, reading.tree, path)
    found = refused_steps(traced, named)
    refused = sorted({refusal.step for refusal in found.refusals if refusal.breaks})
    removing = [number for number in refused if named[number - 1].remove]
    prediction = Prediction(reading)
    breaks = []
    for number in removing:
        try:
            breaks.append((number, prediction.of(*named[number - 1].remove)))
        except BadTarget:
            # a name that no statement holds: it goes with what gives it
            continue
    return OrderCheck(
        str(traced.target),
        path,
        named,
        found.refusals,
        found.notes,
        tuple(breaks),
        traced.problems,
        traced.files,
    )
