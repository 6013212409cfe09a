"""The verdict on a removal, in one word and in one line."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.analysis.breakage_rows import Broken
from graphkit.model.breakage import Breakage

SAFE, RISKY, UNSAFE = "safe", "risky", "unsafe"


def verdict_of(broken: Broken) -> tuple[str, str]:
    """Return `safe`, `risky` or `unsafe`, and the sentence that says why.

    Unsafe when something is certain to fail at import or when it is reached; risky when a loss is swallowed,
    only dangles, or is merely possible.
    """
    falling = [row for row in broken.import_time if row.certainty == "certain"]
    raising = [row for row in broken.call_time if row.certainty == "certain"]
    if falling or raising:
        return UNSAFE, f"{UNSAFE}: {_joined([*_falling(falling), *_raising(raising)])}"
    possible = [row for row in (*broken.import_time, *broken.call_time) if row.certainty != "certain"]
    parts = [*_swallowed(broken.guarded), *_dangling(broken.dangling)]
    if possible:
        parts.append(f"{_count(len(possible), 'statement')} may fail, which the code does not tell")
    if parts:
        return RISKY, f"{RISKY}: {_joined(parts)}"
    return SAFE, f"{SAFE}: nothing imports it"


def _falling(rows: Sequence[Breakage]) -> list[str]:
    if not rows:
        return []
    first = [row for row in rows if not row.via]
    with_them = len(rows) - len(first)
    fail = "fails" if len(first) == 1 else "fail"
    tail = f", {with_them:,} with {'it' if len(first) == 1 else 'them'}" if with_them else ""
    return [f"{_count(len(first), 'module')} {fail} at import{tail}"]


def _raising(rows: Sequence[Breakage]) -> list[str]:
    if not rows:
        return []
    return [f"{_count(len(rows), 'statement')} {'fails' if len(rows) == 1 else 'fail'} when reached"]


def _swallowed(rows: Sequence[Breakage]) -> list[str]:
    if not rows:
        return []
    imports = all(row.kind == "import" for row in rows)
    noun = "guarded import" if imports else "guarded use"
    return [f"{_count(len(rows), noun)} {'swallows' if len(rows) == 1 else 'swallow'} the loss"]


def _dangling(rows: Sequence[Breakage]) -> list[str]:
    return [f"{_count(len(rows), 'reference')} left dangling"] if rows else []


def _joined(parts: list[str]) -> str:
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
