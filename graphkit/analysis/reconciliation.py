"""What a text detector's hits are worth: held against who really uses the symbols."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from graphkit.analysis.consumers import Traced
from graphkit.model.compliance import DetectorResult, Reconciled


def reconcile(
    result: DetectorResult,
    spelling: Collection[str],
    deprecation: str,
    target: Traced,
    others: Sequence[Traced],
) -> Reconciled:
    """Put every hit of a detector into one class, and name the real users that it misses.

    `spelling` are the files that spell out the detector's patterns; `others` trace the other symbols of
    the deprecation. A real user is a file with a certain use, the definitions left out; a facade that uses
    the symbol itself is one. Linear in the hits and the uses.
    """
    every = (target, *others)
    definitions = {row.file for traced in every for row in traced.definitions}
    using = _users([target]) - definitions
    using_other = _users(others) - definitions - using
    undecided = {
        *(use.file for traced in every for row in traced.consumers for use in row.uses),
        *(row.file for traced in every for row in traced.dangling),
    }
    # what is left of the users and of those that name a symbol: each file by the first set it is in
    classes = (
        ("uses", using),
        ("uses_other", using_other),
        ("itself", definitions | set(spelling) | _offering(every)),
        ("undecided", undecided),
        ("mentions", {row.file for traced in every for row in traced.mentions}),
    )
    found = Counter(
        next((name for name, files in classes if file in files), "unrelated") for file in result.hits
    )
    users = using | using_other
    right = found["uses"] + found["uses_other"]
    return Reconciled(
        detector=result.name,
        deprecation=deprecation,
        hits=len(result.hits),
        uses=found["uses"],
        uses_other=found["uses_other"],
        undecided=found["undecided"],
        mentions=found["mentions"],
        itself=found["itself"],
        unrelated=found["unrelated"],
        users=len(users),
        missed=tuple(sorted(users.difference(result.hits))),
        precision=100 * right / len(result.hits) if result.hits else None,
        recall=100 * right / len(users) if users else None,
    )


def _users(traces: Sequence[Traced]) -> set[str]:
    """Files with a certain use of what one of `traces` is about, beyond offering it."""
    return {
        consumer.file
        for traced in traces
        for consumer in traced.consumers
        if any(use.certainty == "certain" and use.kind not in ("reexport", "export") for use in consumer.uses)
    }


def _offering(traces: Sequence[Traced]) -> set[str]:
    """Files that offer what `traces` are about."""
    reexporting = {row.file for traced in traces for row in traced.reexports}
    return reexporting | {row.file for traced in traces for row in traced.exports}
