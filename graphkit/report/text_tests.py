"""Which tests concern a deprecation, as text."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.model.testing import PATCHES, CoveredPath, Reach, Reached, SelectedTests, SymbolTest
from graphkit.report.text_layout import Look, closing, columns, count, heading, listed, visible

# more test modules than this make no matrix that a screen shows
COLUMNS_SHOWN = 12


def tests_text(selected: SelectedTests, look: Look) -> str:
    """Word which tests name the symbol and which reach its consumers, `look.limit` rows of every list.

    With `look.matrix`, or when no more than `COLUMNS_SHOWN` test modules reach a production consumer,
    consumers and tests make a matrix; else each consumer's nearest test stands in a table.
    """
    tests = {row.module for row in selected.symbol_tests if not row.helper}
    size = f"{count(len(tests), 'module')} of {selected.total:,} with tests name it"
    lines = [look.style("bold", f"Tests of {visible(selected.target)}: {size}")]
    if not selected.total:
        lines.append(
            "  no tests in the tree: give the directory above them with --root, or configure `tests`"
        )
    lines += _symbol_tests(selected.symbol_tests, look)
    lines += _consumers(selected, look)
    lines += _untested(selected, look)
    lines += _waves(selected, look)
    for path in selected.golden_paths:
        lines += _golden_path(path, look)
    if selected.given:
        lines += _to_run(selected, look)
    return "\n".join([*lines, *closing(selected.problems, selected.files, look)]) + "\n"


def _symbol_tests(tests: Sequence[SymbolTest], look: Look) -> list[str]:
    lines = []
    for how, title, remark in (
        ("binds", "Bind the symbol", "they validate the old behaviour"),
        ("patches", "Patch the symbol", "they move with what they patch"),
    ):
        rows = [row for row in tests if row.how == how]
        if not rows:
            continue
        lines += heading(f"{title} ({len(rows):,})", look, remark)
        shown, rest = listed(len(rows), look.limit)
        for row in rows[:shown]:
            lines += _symbol_test(row, look)
        lines += [rest] if rest else []
    return lines


def _symbol_test(row: SymbolTest, look: Look) -> list[str]:
    places = ", ".join(map(str, row.lines[:8])) + (" …" if len(row.lines) > 8 else "")
    facts = f"{'line' if len(row.lines) == 1 else 'lines'} {places}"
    helper = "  no test itself: shared by tests" if row.helper else ""
    lines = [f"  {look.style('name', visible(row.file))}  {look.style('dim', facts)}{helper}"]
    if row.how == PATCHES:
        lines.append(f"    in {visible(', '.join(row.patches))}")
    ids = [node for node in row.node_ids if node != row.file]
    shown, _ = listed(len(ids), look.limit)
    lines += [f"    {visible(node)}" for node in ids[:shown]]
    return [*lines, *([f"    … and {len(ids) - shown:,} more"] if shown < len(ids) else [])]


def _consumers(selected: SelectedTests, look: Look) -> list[str]:
    rows = [row for row in selected.consumers if not row.is_test]
    among = len(selected.consumers) - len(rows)
    remark = f"{among:,} more among the tests themselves" if among else ""
    lines = heading(f"Modules and the tests that reach them ({len(rows):,})", look, remark)
    wanted = {row.module for row in rows}
    reach = [one for one in selected.reach if one.consumer in wanted]
    whole = all(row.listed == row.tests for row in rows)
    few = len({one.module for one in reach}) <= COLUMNS_SHOWN
    shown, rest = listed(len(rows), look.limit)
    table = _matrix if reach and (look.matrix or (few and whole)) else _nearest
    lines += table(rows[:shown], reach, look)
    return [*lines, *([rest] if rest else [])]


def _nearest(rows: Sequence[Reached], reach: Sequence[Reach], look: Look) -> list[str]:
    first: dict[str, Reach] = {}
    for one in reach:
        first.setdefault(one.consumer, one)
    table = [["module", "role", "tests", "at import", "distance", "nearest test"]]
    for row in rows:
        near = first.get(row.module)
        end = [f"{near.distance}", near.file] if near else ["–", "none reaches it"]
        table.append([row.module, row.role, f"{row.tests:,}", f"{row.import_time:,}", *end])
    return columns(table, look=look, right=(2, 3, 4), styles=("name", "", "", "", "", "dim"))


def _matrix(rows: Sequence[Reached], reach: Sequence[Reach], look: Look) -> list[str]:
    """A row for each module, a column for each test: the distance, in brackets when not at import time."""
    names = {row.module for row in rows}
    cells = {(one.consumer, one.file): one for one in reach if one.consumer in names}
    files = sorted({file for _, file in cells})
    table = [["module", "role", "tests", *(f"{number}" for number in range(1, len(files) + 1))]]
    for row in rows:
        marks = (_mark(row, cells.get((row.module, file))) for file in files)
        table.append([row.module, row.role, f"{row.tests:,}", *marks])
    right = range(2, 3 + len(files))
    lines = columns(table, look=look, right=right, styles=("name",))
    lines.append("  imports between them; in brackets when the way takes an import inside a function")
    if any(row.listed < row.tests for row in rows):
        lines.append("  … where the test is not among the nearest that are listed")
    return lines + columns(
        [[f"{n}", file] for n, file in enumerate(files, 1)], look=look, indent=4, right=(0,)
    )


def _mark(row: Reached, reach: Reach | None) -> str:
    if reach is None:
        return "·" if row.listed == row.tests else "…"
    return f"{reach.distance}" if reach.import_time else f"({reach.distance})"


def _untested(selected: SelectedTests, look: Look) -> list[str]:
    rows = selected.untested
    if not rows:
        return heading("No consumer is without a test", look)
    lines = heading(f"Tests to write first ({len(rows):,})", look, "no test reaches these consumers")
    shown, rest = listed(len(rows), look.limit)
    table = [[row.module, f"{row.blast:,} downstream", row.file] for row in rows[:shown]]
    lines += columns(table, look=look, right=(1,), styles=("name", "", "dim"))
    return [*lines, *([rest] if rest else [])]


def _waves(selected: SelectedTests, look: Look) -> list[str]:
    lines = []
    for wave in selected.waves:
        size = count(len(wave.consumers), "module")
        least = "no fewer do" if wave.smallest else "close to the fewest"
        word = count(len(wave.tests), "test module")
        remark = f"{word} {'reaches' if len(wave.tests) == 1 else 'reach'} all it can; {least}"
        lines += heading(f"Wave {wave.wave}: {size}", look, remark if wave.tests else "")
        shown, rest = listed(len(wave.tests), look.limit)
        lines += [f"  {visible(name)}" for name in wave.tests[:shown]]
        lines += [rest] if rest else []
        if wave.unreached:
            shown, rest = listed(len(wave.unreached), 3)
            more = f" and {len(wave.unreached) - shown:,} more" if rest else ""
            lines.append(f"  reached by none: {visible(', '.join(wave.unreached[:shown]))}{more}")
    return lines


def _golden_path(path: CoveredPath, look: Look) -> list[str]:
    entries = ", ".join(path.entry_points) or "no entry point exists"
    lines = heading(f"Golden path {visible(path.name)}", look, f"enters by {visible(entries)}")
    for test in path.tests:
        reach = "covers it" if test in path.covering else "does not reach an entry point"
        lines.append(f"  {look.style('name', visible(test))}  {reach}")
    if path.reaching_count:
        others = count(path.reaching_count, "other test file")
        verb = "reaches" if path.reaching_count == 1 else "reach"
        lines.append(f"  {others} {verb} it, the nearest {visible(path.reaching[0])}")
    chains = sorted(path.consumers, key=lambda row: (len(row[1]), row[0]))
    if not chains:
        return [*lines, "  nothing of the deprecation lies on it"]
    lines.append(f"  {count(len(chains), 'module')} of the deprecation on it:")
    shown, rest = listed(len(chains), look.limit)
    lines += [f"    {visible(' → '.join(chain))}" for _, chain in chains[:shown]]
    return [*lines, *([f"  {rest}"] if rest else [])]


def _to_run(selected: SelectedTests, look: Look) -> list[str]:
    verb = "changes" if len(selected.given) == 1 else "change"
    title = f"Tests to run when {visible(', '.join(selected.given))} {verb}"
    lines = heading(title, look, f"{count(len(selected.to_run), 'file')}, nearest first")
    if not selected.to_run:
        return [*lines, "  no test reaches it"]
    shown, rest = listed(len(selected.to_run), look.limit)
    table = [[f"{one.distance}", one.file] for one in selected.to_run[:shown]]
    lines += columns(table, look=look, right=(0,), styles=("", "name"))
    return [*lines, *([rest] if rest else [])]
