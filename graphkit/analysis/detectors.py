"""What a detector counts, out of what its patterns match."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graphkit.model.compliance import Counted, DetectorResult
from graphkit.model.config import FILE_COUNTS, Detector
from graphkit.model.matches import Matches


def detector_result(detector: Detector, matches: Sequence[Matches]) -> DetectorResult:
    """Count the files (or lines) that the detector's `violations`, `part` and `whole` ask for.

    A file is `deprecated` when it matches deprecated patterns only, `compliant` when current ones only,
    `mixed` when both. Linear in the matches.
    """
    counters = _counters(detector)

    def total(name: str) -> int:
        return sum(map(counters[name], matches))

    addends = tuple(Counted(name, total(name)) for name in detector.violations)
    whole = sum(map(total, detector.whole))
    return DetectorResult(
        name=detector.name,
        files=len(matches),
        deprecated=total("deprecated"),
        mixed=total("mixed"),
        compliant=total("compliant"),
        neither=total("neither"),
        violations=sum(addend.number for addend in addends),
        percent=100 * sum(map(total, detector.part)) / whole if whole and detector.patterns else None,
        hits=tuple(
            sorted(row.file for row in matches if any(counters[name](row) for name in detector.violations))
        ),
        addends=addends,
    )


def _counters(detector: Detector) -> Mapping[str, Callable[[Matches], int]]:
    """Name of a count → what one file adds to it."""
    first = len(detector.deprecated)

    def state(deprecated: bool, current: bool) -> Callable[[Matches], int]:
        return lambda row: (any(row.counts[:first]), any(row.counts[first:])) == (deprecated, current)

    def several(part: slice) -> Callable[[Matches], int]:
        return lambda row: sum(map(bool, row.counts[part])) > 1

    def pattern(place: int) -> Callable[[Matches], int]:
        return lambda row: row.counts[place]

    counters = (
        lambda row: 1,
        state(True, False),
        state(True, True),
        state(False, True),
        state(False, False),
        several(slice(None)),
        several(slice(first)),
        several(slice(first, None)),
    )
    named = {found.name: pattern(place) for place, found in enumerate(detector.patterns)}
    return {**named, **dict(zip(FILE_COUNTS, counters, strict=True))}
