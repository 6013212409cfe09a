"""Compliance as text: how far each deprecation is, what the detectors count, and what that is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from graphkit.model.compliance import (
    Compliance,
    DetectorResult,
    FileState,
    Reconciled,
    Share,
    SymbolCompliance,
)
from graphkit.report.text_layout import Look, closing, columns, count, heading, visible

_STYLES = {"deprecated": "bad", "mixed": "warn", "migrated": "good"}
_AREAS_SHOWN = 10


def compliance_text(compliance: Compliance, look: Look) -> str:
    """Word a compliance: each deprecation's shares and files, the detectors, and these held against it."""
    lines: list[str] = []
    for symbols in compliance.symbols:
        lines += ["" for _ in lines[:1]] + _symbols(symbols, look)
    lines += _detectors(compliance.detectors, look)
    if compliance.reconciled:
        lines += _reconciled(compliance.reconciled, look)
    return "\n".join([*lines, *closing(compliance.problems, compliance.files, look)]).lstrip("\n") + "\n"


def _symbols(symbols: SymbolCompliance, look: Look) -> list[str]:
    replacement = symbols.replacement or "none configured: nothing can count as migrated"
    rows = [("deprecated", symbols.targets[0]), *(("", also) for also in symbols.targets[1:])]
    lines = [
        look.style("bold", f"Compliance of {visible(symbols.name)}"),
        *columns([*rows, ("replacement", replacement)], look=look, styles=("dim", "")),
    ]
    if not symbols.files:
        return [*lines, "", "  nothing in the tree uses any of them"]
    lines += ["", *_shares(symbols, look)]
    return lines + _files(symbols.files, look)


def _shares(symbols: SymbolCompliance, look: Look) -> list[str]:
    """Table the wholes, then the areas with most left to do."""
    areas = sorted(symbols.areas, key=lambda share: (-share.deprecated - share.mixed, share.name))
    shown = areas if look.verbose else areas[:_AREAS_SHOWN]
    head = ("files", "deprecated", "mixed", "migrated", "of files", "old uses", "new uses", "of uses")
    rows = [["", *head], *(_share(share, share.name) for share in symbols.shares)]
    rows += [_share(share, f"  {share.name or '(top level)'}") for share in shown]
    table = columns(rows, look=look, right=range(1, len(rows[0])))
    return [look.style("dim", table[0]), *table[1:], *_rest(len(areas) - len(shown), "more area")]


def _share(share: Share, label: str) -> list[str]:
    files = share.deprecated + share.mixed + share.migrated
    numbers = [f"{number:,}" for number in (files, share.deprecated, share.mixed, share.migrated)]
    uses = [f"{number:,}" for number in (share.deprecated_uses, share.current_uses)]
    return [label, *numbers, _percent(share.percent_files), *uses, _percent(share.percent_uses)]


def _files(files: Sequence[FileState], look: Look) -> list[str]:
    """List the files by state, what is left to do first."""
    order = list(_STYLES)
    ranked = sorted(files, key=lambda row: (order.index(row.state), -row.deprecated, row.file))
    lines = []
    for state, group in groupby(ranked, key=lambda row: row.state):
        members = list(group)
        shown = members if look.verbose or not look.limit else members[: look.limit]
        lines += heading(f"{state.capitalize()} ({len(members):,})", look, _remark(state))
        rows = [
            (row.file, f"{row.deprecated:,} old", f"{row.current:,} new", _possible(row)) for row in shown
        ]
        lines += columns(rows, look=look, right=(1, 2), styles=(_STYLES[state], "", "", "dim"))
        lines += _rest(len(members) - len(shown), "more file")
    return lines


def _remark(state: str) -> str:
    return {
        "deprecated": "use a deprecated symbol only",
        "mixed": "use both",
        "migrated": "use the replacement only",
    }[state]


def _possible(row: FileState) -> str:
    return f"and {count(row.possible, 'possible use')} of the old" if row.possible else ""


def _rest(number: int, noun: str) -> list[str]:
    return [f"  … and {count(number, noun)}; -v lists all"] if number else []


def _detectors(detectors: Sequence[DetectorResult], look: Look) -> list[str]:
    if not detectors:
        return []
    head = ("detector", "files", "deprecated", "mixed", "compliant", "neither", "violations", "percent", "")
    rows: list[Sequence[str]] = [head]
    for row in detectors:
        states = (row.files, row.deprecated, row.mixed, row.compliant, row.neither, row.violations)
        sum_of = " + ".join(f"{addend.number:,} {addend.name}" for addend in row.addends)
        rows.append([row.name, *(f"{number:,}" for number in states), _percent(row.percent), f"= {sum_of}"])
    table = columns(rows, look=look, right=range(1, 8), styles=("name",))
    title = heading(f"Detectors ({len(detectors):,})", look, "what text patterns count, comments included")
    return [*title, look.style("dim", table[0]), *table[1:]]


def _reconciled(reconciled: Sequence[Reconciled], look: Look) -> list[str]:
    """Table what each detector's files are, a table for each deprecation, and what follows from it."""
    lines = []
    ordered = sorted(reconciled, key=lambda row: row.deprecation)
    for name, group in groupby(ordered, key=lambda row: row.deprecation):
        members = list(group)
        lines += heading(
            f"Reconciled with {visible(name)}", look, "what the files are that a detector counts"
        )
        head = (
            "detector", "counted", "use it", "use another", "undecided", "mention", "itself", "unrelated",
            "missed", "precision", "recall",
        )  # fmt: skip
        rows: list[Sequence[str]] = [head]
        for row in members:
            classes = (
                row.hits,
                row.uses,
                row.uses_other,
                row.undecided,
                row.mentions,
                row.itself,
                row.unrelated,
            )
            numbers = [f"{number:,}" for number in (*classes, len(row.missed))]
            rows.append([row.detector, *numbers, _percent(row.precision), _percent(row.recall)])
        table = columns(rows, look=look, right=range(1, len(head)), styles=("name",))
        lines += [look.style("dim", table[0]), *table[1:], "", f"  {visible(_conclusion(members))}"]
        if look.verbose:
            lines += _missed(members, look)
    return lines


def _conclusion(rows: Sequence[Reconciled]) -> str:
    """Say in one sentence what the detectors' figures are worth."""
    users = rows[0].users
    if not users:
        return "No file uses it any more: whatever the detectors count is no use of it."
    exact = [row.detector for row in rows if not row.missed and row.uses + row.uses_other == row.hits]
    wrong = [row for row in rows if row.detector not in exact]
    agreed = f"Exactly the {count(users, 'file')} that use it: {', '.join(exact)}." if exact else ""
    if not wrong:
        return agreed
    which = "the others" if exact else "the detectors" if len(wrong) > 1 else wrong[0].detector
    verb = "count" if len(wrong) > 1 or exact else "counts"
    precise = [row.precision for row in wrong if row.precision is not None]
    right = f"Of what {which} {verb}, {_span(precise)} % really uses it; " if precise else ""
    missed = f"{_span([len(row.missed) for row in wrong])} of the {count(users, 'file')} that do are missed"
    told = f"{right}{missed}: go by the symbols."
    return f"{agreed} {told[0].upper()}{told[1:]}".lstrip()


def _span(numbers: Iterable[float]) -> str:
    """Write the least and the greatest of `numbers`, which may be the same."""
    rounded = sorted(round(number) for number in numbers)
    least, most = rounded[0], rounded[-1]
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _missed(rows: Sequence[Reconciled], look: Look) -> list[str]:
    lines = []
    for row in rows:
        if row.missed:
            lines += heading(f"Missed by {visible(row.detector)} ({len(row.missed):,})", look)
            lines += [f"  {visible(file)}" for file in row.missed]
    return lines


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f} %"
