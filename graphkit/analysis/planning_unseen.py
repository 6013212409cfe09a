"""What a plan cannot see: uses that only may be uses, references to nothing, computed names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.model.plan import Unseen
from graphkit.model.uses import Trace


def unseen(trace: Trace, also: Iterable[str] = (), notes: Iterable[str] = ()) -> tuple[Unseen, ...]:
    """Return each kind of thing there is any of, with its places.

    `also`: symbols of the deprecation that this plan is not about; `notes`: what else was said of the order.
    """
    groups = (
        ("Possible uses, for a person to sign off", _possible(trace)),
        ("References through modules that do not hold it: broken today, whatever is done", _dangling(trace)),
        ("Other symbols of the deprecation, which need a plan of their own", also),
        ("Notes on the order", notes),
    )
    found = [Unseen(what, tuple(places)) for what, places in groups]
    return tuple(row for row in found if row.places)


def _possible(trace: Trace) -> Iterator[str]:
    for consumer in trace.consumers:
        for use in consumer.uses:
            if use.certainty == "possible":
                yield f"{use.file}:{use.line}: {use.reason}"


def _dangling(trace: Trace) -> Iterator[str]:
    for row in trace.dangling:
        yield f"{row.file}:{row.line}: {row.reason}"
