"""Suggested edits: what to do in each file that moves, as edits by line and as a diff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from graphkit.analysis.resolution import Resolver
from graphkit.codemod.diffs import unified_diff
from graphkit.codemod.offering import Offer, remove_definition, remove_offers
from graphkit.codemod.rewriting import Request, Rewritten, rewrite_file
from graphkit.extract.cache import Cache
from graphkit.extract.code_facts import CodeFacts
from graphkit.extract.file_digests import read_bytes
from graphkit.extract.shares import shared
from graphkit.extract.source_text import decode_source, unreadable
from graphkit.model.config import Deprecation
from graphkit.model.edits import BY_HAND, MECHANICAL, REVIEW, FileEdit, Rewrite, SuggestedEdit
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.problems import Problem
from graphkit.model.ranking import RankedModule
from graphkit.model.tree import SourceFile, SourceTree
from graphkit.model.uses import Consumer, Trace, Use
from graphkit.workflows.reading import Reading

_WORST = (MECHANICAL, REVIEW, BY_HAND)
_OF_OLD = "tests the deprecated behaviour: delete it, or rewrite it with the definition"
_NOTEBOOK = "change the cell in Jupyter: no diff is made of a notebook"
_ENCODED = "no diff is made of a file that is not UTF-8 text"
# files; fewer are not worth a process
LEAST_SHARE = 100
_MARK = b"\xef\xbb\xbf"


class _Asked(NamedTuple):
    """What every file is asked."""

    trace: Trace
    replacement: Symbol | None
    rewrites: tuple[Rewrite, ...]
    consumers: dict[str, Consumer]
    offers: dict[str, set[Offer]]
    tree: SourceTree
    holds: Callable[[str, str], bool]


class _Opened(NamedTuple):
    """One file's text, and what a diff of it must know."""

    text: str
    # what stands before the text on disk
    mark: str
    # why no diff can be made, "" when one can
    no_diff: str
    line_map: tuple[int, ...] | None


def suggest_edits(
    trace: Trace, modules: Iterable[RankedModule], deprecation: Deprecation | None, reading: Reading
) -> tuple[FileEdit, ...]:
    """Return what to do in the file of each module, in the order given.

    By its role: a consumer is rewritten, and what it offers goes with that; a facade loses the names, the
    definition's file the definition; a test of the deprecated behaviour is for a person unless a rewrite
    fits. A file that cannot be read is one edit by hand. Only previews: nothing is written. Cost: one read
    and parse for each module.

    Raises BadRewrite.
    """
    modules = list(modules)
    asked = _ask(trace, deprecation, reading)
    reading.progress("suggesting edits", 0, len(modules))

    def work(share: Sequence[RankedModule]) -> tuple[FileEdit, ...]:
        return tuple(_edit(asked, module) for module in share)

    found = shared(work, modules, tuple[FileEdit, ...], least=LEAST_SHARE, jobs=reading.jobs)
    return tuple(edit for share in found for edit in share)


def _ask(trace: Trace, deprecation: Deprecation | None, reading: Reading) -> _Asked:
    replacement = _symbol(deprecation.replacement, reading.tree) if deprecation else None
    # no cache: its connection must not be used by several processes
    resolver = Resolver(reading.tree, CodeFacts(reading.tree, Cache()), runtime=True)

    def holds(module: str, name: str) -> bool:
        if replacement is None or replacement.module not in reading.tree.modules:
            return False
        wanted = set(resolver.denote(replacement.module, replacement.name))
        return bool(wanted) and set(resolver.denote(module, name)) <= wanted

    offers: dict[str, set[Offer]] = {}
    for edge in trace.flow:
        if edge.taker.name:
            offers.setdefault(edge.taker.module, set()).add(Offer(edge.taker.name, edge.line, edge.how))
    consumers = {consumer.module: consumer for consumer in trace.consumers}
    rewrites = deprecation.rewrites if deprecation else ()
    return _Asked(trace, replacement, rewrites, consumers, offers, reading.tree, holds)


def _symbol(text: str, tree: SourceTree) -> Symbol | None:
    """Read `pkg.mod:Name`, `pkg.mod.Name` or a module."""
    if not text:
        return None
    symbol = parse_symbol(text)
    if symbol.name or symbol.module in tree.modules:
        return symbol
    module, _, name = text.rpartition(".")
    return Symbol(module, name) if module else symbol


def _edit(asked: _Asked, module: RankedModule) -> FileEdit:
    file = asked.tree.modules[module.module]
    opened = _open(asked.tree, file)
    if isinstance(opened, Problem):
        edit = SuggestedEdit(file.path, opened.line, "", "", BY_HAND, opened.what)
        return FileEdit(module.module, file.path, (edit,), "", BY_HAND)
    done = _rewritten(asked, module, opened)
    edits, diff = done.edits, ""
    if opened.line_map is not None:
        edits = tuple(edit._replace(line=opened.line_map[edit.line - 1]) for edit in edits)
    if opened.no_diff:
        edits = tuple(_in_person(edit, opened.no_diff) for edit in edits)
    else:
        diff = unified_diff(file.path, opened.mark + opened.text, opened.mark + done.text)
    how = max((edit.how for edit in edits), key=_WORST.index, default=MECHANICAL)
    return FileEdit(module.module, file.path, edits, diff, how)


def _open(tree: SourceTree, file: SourceFile) -> _Opened | Problem:
    try:
        raw = read_bytes(f"{tree.base}/{file.path}")
    except OSError as error:
        return unreadable(file, error)
    source = decode_source(file, raw)
    if source.problems and file.kind == "notebook":
        return source.problems[0]
    text = source.source.decode("utf-8", "replace")
    if file.kind == "notebook":
        return _Opened(text, "", _NOTEBOOK, source.line_map)
    if raw == source.source:
        return _Opened(text, "", "", None)
    marked = raw == _MARK + source.source
    return _Opened(text, "\ufeff" if marked else "", "" if marked else _ENCODED, None)


def _in_person(edit: SuggestedEdit, why: str) -> SuggestedEdit:
    return edit if edit.how != MECHANICAL else edit._replace(how=REVIEW, why=why)


def _rewritten(asked: _Asked, module: RankedModule, opened: _Opened) -> Rewritten:
    path, text = module.file, opened.text
    uses = _uses(asked, module.module, opened)
    if module.role == "definition":
        return _without_definition(asked, module, text, uses)
    if module.role == "facade" and not uses:
        return remove_offers(path, text, asked.offers.get(module.module, ()))
    done = rewrite_file(_request(asked, module, text, uses))
    if module.role == "test" and not done.applied:
        edits = tuple(edit._replace(after="", how=BY_HAND, why=_OF_OLD) for edit in done.edits)
        return Rewritten(text, edits, 0)
    return done


def _request(asked: _Asked, module: RankedModule, text: str, uses: tuple[Use, ...]) -> Request:
    offered = {reexport.name for reexport in asked.trace.reexports if reexport.module == module.module}
    offered |= {use.name for use in uses if use.kind == "export"}
    if module.role == "facade":
        offered |= {offer.name for offer in asked.offers.get(module.module, ())}
    target = asked.trace.target
    return Request(
        file=module.file,
        text=text,
        uses=uses,
        name=target.name or target.module.rpartition(".")[2],
        replacement=asked.replacement,
        rewrites=asked.rewrites,
        local=any("local import" in flag for flag in module.flags),
        offered=frozenset(offered),
        remove=tuple(sorted(offered)),
        holds=lambda name: asked.holds(module.module, name),
    )


def _uses(asked: _Asked, module: str, opened: _Opened) -> tuple[Use, ...]:
    """The uses in the lines of the text; a notebook's stand in other lines of the file."""
    consumer = asked.consumers.get(module)
    uses = consumer.uses if consumer is not None else ()
    if opened.line_map is None:
        return uses
    lines = opened.text.split("\n")
    moved = []
    for use in uses:
        held = [number for number, line in enumerate(opened.line_map) if line == use.line]
        exact = [number for number in held if lines[number][use.column :].startswith(use.name)]
        moved += [use._replace(line=number + 1) for number in (exact or held)[:1]]
    return tuple(moved)


def _without_definition(asked: _Asked, module: RankedModule, text: str, uses: tuple[Use, ...]) -> Rewritten:
    """Remove the definition; what its own module still does with it is for a person first."""
    names = {found.name for found in asked.trace.definitions if found.module == module.module}
    if not all(names):
        edit = SuggestedEdit(module.file, 1, "", "", BY_HAND, "delete the module")
        return Rewritten(text, (edit,), 0)
    done = remove_definition(module.file, text, names)
    other = tuple(
        use
        for use in uses
        if use.kind not in ("export", "reexport") and use.scope.partition(".")[0] not in names
    )
    if not other:
        return done
    own = rewrite_file(_request(asked, module, text, other)._replace(rewrites=(), remove=()))
    edits = tuple(sorted({*done.edits, *own.edits}, key=lambda edit: edit[:4]))
    return Rewritten(text, edits, 0)
