"""The detectors of the configuration: which files, which patterns, what is counted."""

from __future__ import annotations

import re

from graphkit.extract.config_tables import Table
from graphkit.model.config import FILE_COUNTS, Detector, Pattern

_UNITS = ("file", "line")


def read_detector(name: str, table: Table) -> Detector:
    """Read `[detectors.NAME]`.

    Raises BadConfig: an unknown key or count, a regular expression that does not compile (with its
    position), a name that two patterns have.
    """
    table.allow("current", "deprecated", "files", "gate", "part", "skip", "unit", "violations", "whole")
    unit = table.text("unit") or _UNITS[0]
    if unit not in _UNITS:
        raise table.error("unit", f"must be one of {', '.join(_UNITS)}, not {unit!r}")
    deprecated, current = _patterns(table, "deprecated"), _patterns(table, "current")
    names = [pattern.name for pattern in (*deprecated, *current) if pattern.name]
    for pattern in names:
        if pattern in FILE_COUNTS or names.count(pattern) > 1:
            taken = "names a count of its own" if pattern in FILE_COUNTS else "is the name of two patterns"
            raise table.error(
                "deprecated", f"and 'current': {pattern!r} {taken}", "give the pattern another name"
            )
    for key, regex in ((f"gate[{place}]", regex) for place, regex in enumerate(table.texts("gate"))):
        _check(table, key, regex)
    # what a reader expects who says no more: old spellings, files without the new one, the files themselves
    usual = ("deprecated", "mixed") if deprecated else ("neither",) if current else ("files",)
    return Detector(
        name=name,
        files=table.texts("files", ("*.py",)),
        skip=table.texts("skip"),
        gate=table.texts("gate"),
        unit=unit,
        deprecated=deprecated,
        current=current,
        violations=_counts(table, "violations", usual, names),
        part=_counts(table, "part", ("compliant",), names),
        whole=_counts(table, "whole", ("files",), names),
    )


def _patterns(table: Table, key: str) -> tuple[Pattern, ...]:
    """A list of regular expressions, or a table of them by name, in the order of the file."""
    found: list[Pattern] = []
    for name, regex in table.named_texts(key):
        _check(table, f"{key}.{name}" if name else f"{key}[{len(found)}]", regex)
        found.append(Pattern(name, regex))
    return tuple(found)


def _check(table: Table, key: str, regex: str) -> None:
    try:
        re.compile(regex)
    except re.error as error:
        place = f" at position {error.pos}" if error.pos is not None else ""
        raise table.error(key, f"is no regular expression: {error.msg}{place} of {regex!r}") from error
    except (OverflowError, RecursionError) as error:
        raise table.error(key, f"is no regular expression that can be used: {error}") from error


def _counts(table: Table, key: str, usual: tuple[str, ...], patterns: list[str]) -> tuple[str, ...]:
    asked = table.texts(key, usual)
    for place, name in enumerate(asked):
        if name not in FILE_COUNTS and name not in patterns:
            known = ", ".join((*patterns, *FILE_COUNTS))
            raise table.error(f"{key}[{place}]", f"is no count: {name!r}", f"known counts: {known}")
    return asked
