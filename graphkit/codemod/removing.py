"""Remove a name from a file: every module-level statement that binds it, and its entry in `__all__`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from graphkit.codemod.exports import export_entries
from graphkit.codemod.spans import (
    Change,
    after_comment,
    alone,
    applied,
    cut_items,
    cut_lines,
    line_at,
    line_end,
    line_start,
)
from graphkit.codemod.statements import COMPOUND, DEFINITIONS, Block, Part, blocks, lines, parse, parts, span

if TYPE_CHECKING:
    from ast_grep_py import SgNode


class Gone(NamedTuple):
    """One thing that a removal takes away."""

    # of the name itself
    line: int
    # "binding", "definition" or "export" (an entry of `__all__`)
    kind: str
    name: str
    # what goes, in one line
    code: str


class Removal(NamedTuple):
    """The text without the name, what went, and what could not go."""

    text: str
    gone: tuple[Gone, ...]
    # each in words, with its line
    problems: tuple[str, ...]


def remove_name(text: str, name: str, *, line: int = 0, keep_all: bool = False) -> Removal:
    """Remove every module-level binding of `name`, or only the one that covers `line`.

    Its entry in a literal `__all__` goes too when nothing binds the name any more, unless `keep_all`. What
    cannot be taken apart (unpacking, loops, star imports) stays and is a problem. A block that
    becomes empty gets `pass`; everything else stays as it is, byte for byte. Cost: one parse.
    """
    if name not in text and not line:
        return Removal(text, (), ())
    work = _Work(text, name, line)
    root = parse(text)
    found = list(blocks(root))
    for block in found:
        work.bindings(block)
    stays = bool(work.problems) or work.others
    if not work.gone and not stays:
        work.stars(found)
    if not keep_all:
        for block in found:
            work.exports(block, entry_only=stays)
    work.globals(root)
    changes = work.changes
    for block in found:
        changes += cut_statements(
            text, block, [node for node in block.statements if span(node) in work.whole]
        )
    return Removal(applied(text, changes), tuple(sorted(work.gone)), tuple(work.problems))


def names_at(text: str, line: int) -> tuple[str, ...]:
    """Return the names that the module-level statement on `line` binds, in the order of the text.

    On a line that holds some of the names of a longer import, those alone.
    """
    found = []
    for block in blocks(parse(text)):
        for statement in block.statements:
            bound = [part for part in parts(statement) if part.name != "*" and part.how != "del"]
            if not _covers(statement, bound, line):
                continue
            here = [part for part in bound if _on(part, line)] if _is_import(statement) else []
            found += [part.name for part in here or bound]
    return tuple(dict.fromkeys(found))


class _Work:
    """What one removal has found so far."""

    def __init__(self, text: str, name: str, line: int) -> None:
        self.text = text
        self.name = name
        self.line = line
        # spans of the statements that go as a whole
        self.whole: set[tuple[int, int]] = set()
        self.changes: list[Change] = []
        self.gone: list[Gone] = []
        self.problems: list[str] = []
        # a binding on another line stays
        self.others = False

    def bindings(self, block: Block) -> None:
        """Take away what binds the name in one block."""
        for statement in block.statements:
            bound = list(parts(statement))
            mine = [part for part in bound if part.name == self.name]
            if self.line and not _covers(statement, bound, self.line):
                self.others = self.others or any(part.how != "del" for part in mine)
                continue
            if self.line and len(mine) > 1 and any(_on(part, self.line) for part in mine):
                self.others = True
                mine = [part for part in mine if _on(part, self.line)]
            for part in mine:
                if part.how == "stuck":
                    self.problems.append(f"line {lines(part.node)[0]}: {part.why}")
            movable = [part for part in mine if part.how != "stuck"]
            if movable:
                self._take(statement, bound, movable)
            elif self.line and any(part.name == "*" for part in bound):
                self.problems += [f"line {self.line}: {part.why}" for part in bound if part.name == "*"]

    def _take(self, statement: SgNode, bound: list[Part], mine: list[Part]) -> None:
        kind = "definition" if statement.kind() in DEFINITIONS else "binding"
        for part in mine:
            self.gone.append(Gone(lines(part.node)[0], kind, self.name, self._code(statement, part)))
        how = mine[0].how
        if how == "whole" or len(mine) == len(bound) == _targets(statement):
            self.whole.add(span(statement))
        elif how == "target":
            self.changes += [_without_target(self.text, part.node) for part in mine]
        else:
            items = [part for part in bound if part.how == how]
            inside = [part for part in items if part in mine]
            gone = [number for number, part in enumerate(items) if part in inside]
            self.changes += cut_items(self.text, [span(i.node) for i in items], gone, span(statement))

    def _code(self, statement: SgNode, part: Part) -> str:
        if part.how == "item" and lines(statement)[0] != lines(statement)[1]:
            module = statement.field("module_name")
            head = f"from {module.text()} import" if module is not None else "import"
            return f"{head} {' '.join(part.node.text().split())}"
        return line_at(self.text, span(part.node)[0])

    def stars(self, found: list[Block]) -> None:
        """Say which star imports may bind a name that nothing else binds."""
        for block in found:
            for statement in block.statements:
                for part in parts(statement):
                    if part.name == "*" and not self.line:
                        self.problems.append(f"line {lines(part.node)[0]}: {part.why}")

    def exports(self, block: Block, *, entry_only: bool) -> None:
        """Take the name out of `__all__`; with `entry_only` just the entry on the line asked for."""
        for statement in block.statements:
            entries = export_entries(self.text, statement, self.name)
            if entries is None:
                continue
            first, last = lines(statement)
            if (entry_only or (self.line and not self.gone)) and not first <= self.line <= last:
                continue
            for node in entries.found:
                code = line_at(self.text, span(node)[0])
                self.gone.append(Gone(lines(node)[0], "export", self.name, code))
            if entries.whole:
                self.whole.add(span(statement))
            self.changes += entries.changes
            if entries.stuck:
                self.problems.append(f"line {first}: `__all__` is computed: take {self.name!r} out by hand")

    def globals(self, root: SgNode) -> None:
        """Say which functions bind the name through `global`."""
        if self.line or "global" not in self.text:
            return
        for node in root.find_all(kind="global_statement"):
            if any(child.text() == self.name for child in node.children()):
                self.problems.append(f"line {lines(node)[0]}: a function binds it through `global`")


def cut_statements(text: str, block: Block, gone: list[SgNode]) -> Iterator[Change]:
    """Cut whole statements out of a block; an emptied block gets `pass`."""
    starts = {span(node) for node in gone}
    emptied = bool(gone) and len(starts) == len(block.statements) and not block.is_module
    for number, node in enumerate(block.statements):
        if span(node) not in starts:
            continue
        start, end = span(node)
        if emptied and number == 0:
            yield Change(start, after_comment(text, end), "pass")
        else:
            # what stands before it in the block goes too, or is no comment that would come first
            first = not emptied and all(span(other) in starts for other in block.statements[:number])
            yield _cut(text, start, end, first=first and _opens(text, block, start))


def _opens(text: str, block: Block, start: int) -> bool:
    """Whether only code and no comment stands before `start` in its block."""
    top = span(block.node)[0] if not block.is_module else 0
    between = text[top:start]
    return "#" not in between


def _cut(text: str, start: int, end: int, *, first: bool) -> Change:
    """Cut one statement: with its lines, or out of a line that it shares."""
    closed = end
    while closed < len(text) and text[closed] in " \t":
        closed += 1
    semicolon = text[closed : closed + 1] == ";"
    if alone(text, start, closed + 1 if semicolon else end):
        return cut_lines(text, start, end, first=first)
    before = text[line_start(text, start) : start]
    rest = text[closed + 1 : line_end(text, closed)] if semicolon else ""
    if rest.strip() and not rest.strip().startswith("#"):
        return Change(start, closed + 1 + len(rest) - len(rest.lstrip()))
    opening = before.rstrip()
    if opening.endswith(";"):
        return Change(line_start(text, start) + len(opening) - 1, closed + semicolon if semicolon else end)
    return Change(start, end, "pass")


def _without_target(text: str, node: SgNode) -> Change:
    """Cut `name =` out of a chain of assignments."""
    start, end = span(node)
    equals = text.index("=", end) + 1
    return Change(start, equals + len(text[equals:]) - len(text[equals:].lstrip(" \t")))


def _targets(statement: SgNode) -> int:
    """Of how many things that could go one by one the statement is made: names, or targets of a chain."""
    node = statement.child(0) if statement.kind() == "expression_statement" else None
    if node is None or node.kind() != "assignment":
        return len([part for part in parts(statement) if part.how != "stuck"])
    count = 0
    while node is not None and node.kind() == "assignment":
        count += 1
        node = node.field("right")
    return count


def _is_import(statement: SgNode) -> bool:
    return statement.kind() in ("import_statement", "import_from_statement")


def _on(part: Part, line: int) -> bool:
    first, last = lines(part.node)
    return first <= line <= last


def _covers(statement: SgNode, bound: list[Part], line: int) -> bool:
    """Whether the statement itself, not a block inside it, stands on `line`."""
    if statement.kind() in COMPOUND:
        return any(_on(part, line) for part in bound)
    first, last = lines(statement)
    return first <= line <= last
