"""What a user's words for a removal mean: the statements, `__all__` entries and files that go."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from graphkit.analysis.resolution import Resolver
from graphkit.codemod.removing import names_at, remove_name
from graphkit.errors import BadTarget
from graphkit.extract.source_text import read_source
from graphkit.model.breakage import Removed
from graphkit.model.facts import ModuleFacts
from graphkit.model.names import Symbol
from graphkit.model.problems import Problem
from graphkit.model.tree import SourceFile, SourceTree
from graphkit.workflows.reading import Reading
from graphkit.workflows.targets import no_such_name, split_target

_FILE_LINE = re.compile(r"(.+\.(?:pyi?|ipynb)):([0-9]{1,9})")


class Going(NamedTuple):
    """What goes, and what was asked for but cannot be taken out."""

    statements: tuple[Removed, ...]
    problems: tuple[Problem, ...]
    # module → lines of which nothing stays
    cut: Mapping[str, frozenset[int]]


class _Meant(NamedTuple):
    symbol: Symbol
    # only what is bound on this line; 0 for everything that binds the name
    line: int = 0


def what_goes(
    words: tuple[str, ...], reading: Reading, facts: Mapping[str, ModuleFacts], *, keep_all: bool
) -> Going:
    """Find what `words` name: symbols, modules, `file.py:line`, configured deprecations.

    Raises BadTarget for what is not there, or binds nothing that could go.
    """
    found: list[Removed] = []
    problems: list[Problem] = []
    cut: dict[str, frozenset[int]] = {}
    for word in dict.fromkeys(words):
        for meant in _meant(word, reading, facts):
            going = _going(word, meant, reading.tree, facts, keep_all=keep_all)
            found += going.statements
            problems += going.problems
            for module, lines in going.cut.items():
                cut[module] = cut.get(module, frozenset()) | lines
    return Going(tuple(sorted(set(found))), tuple(sorted(set(problems))), cut)


def _meant(word: str, reading: Reading, facts: Mapping[str, ModuleFacts]) -> Iterator[_Meant]:
    tree = reading.tree
    deprecation = reading.config.deprecations.get(word)
    if deprecation is not None:
        for target in (deprecation.target, *deprecation.also):
            yield from _meant(target, reading, facts)
        return
    at = _FILE_LINE.fullmatch(word)
    if at is not None:
        file = _file(at[1], word, tree)
        names = names_at(_text(tree, file), int(at[2]))
        if not names:
            found = f"no statement of the top level binds a name on line {at[2]} of {file.path}"
            raise BadTarget(word, found, _bound_near(facts[file.module], file, int(at[2])))
        for name in names:
            yield _Meant(Symbol(file.module, name), int(at[2]))
        return
    if word in tree.namespaces and word not in tree.modules:
        yield _Meant(Symbol(word))
        return
    yield _Meant(split_target(word, tree))


def _file(path: str, word: str, tree: SourceTree) -> SourceFile:
    """The file of a path that is relative to the tree's base, or to the current directory."""
    here = os.path.relpath(os.path.abspath(path), tree.base).replace(os.sep, "/")
    for known in (path.replace(os.sep, "/").removeprefix("./"), here):
        if known in tree.by_path:
            return tree.by_path[known]
    nearest = get_close_matches(path, tree.by_path, 3, 0.6)
    line = word.rpartition(":")[2]
    raise BadTarget(word, f"there is no file {path} under the roots", tuple(f"{p}:{line}" for p in nearest))


def _bound_near(facts: ModuleFacts, file: SourceFile, line: int) -> tuple[str, ...]:
    lines = {binding.place.line for binding in facts.bindings if not binding.place.scope}
    nearest = sorted(lines, key=lambda other: (abs(other - line), other))[:2]
    return tuple(f"{file.path}:{other}" for other in nearest)


def _text(tree: SourceTree, file: SourceFile) -> str:
    return read_source(tree.base, file).source.decode("utf-8", "replace")


def _going(
    word: str, meant: _Meant, tree: SourceTree, facts: Mapping[str, ModuleFacts], *, keep_all: bool
) -> Going:
    module, name = meant.symbol
    if not name:
        return Going(_files(tree, module), (), {})
    file = tree.modules[module]
    text = _text(tree, file)
    removal = remove_name(text, name, line=meant.line, keep_all=keep_all)
    symbol = str(meant.symbol)
    rows = tuple(Removed(symbol, file.path, gone.line, gone.kind, gone.code) for gone in removal.gone)
    # what a `__getattr__` provides stays when a statement binds the name as well
    unbound = not meant.line and all(row.kind == "export" for row in rows)
    lazy = [item for item in facts[module].lazy if item.name == name and unbound]
    rows += tuple(Removed(symbol, file.path, item.line, "binding", "") for item in lazy[:1])
    problems = tuple(
        Problem(file.path, 0, f"not all of {name} can be taken out: {what}", "take it out by hand")
        for what in removal.problems
    )
    if not any(row.kind != "export" for row in rows) and not meant.line:
        raise _unremovable(word, meant.symbol, tree, facts, removal.problems)
    return Going(rows, problems, {module: _cut_lines(text, removal.text)})


def _cut_lines(before: str, after: str) -> frozenset[int]:
    """The lines of a text of which nothing is left in another that was cut out of it."""
    old, new = before.split("\n"), after.split("\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    return frozenset(
        start + line + 1
        for tag, first, last, other, past in middle.get_opcodes()
        if tag == "delete" or (tag == "replace" and last - first != past - other)
        for line in range(first, last)
    )


def _files(tree: SourceTree, module: str) -> tuple[Removed, ...]:
    own = tree.modules.get(module)
    is_package = own is None or own.is_package
    return tuple(
        Removed(file.module, file.path, 0, "module")
        for file in tree.files
        if file.module == module or (is_package and file.module.startswith(f"{module}."))
    )


def _unremovable(
    word: str, symbol: Symbol, tree: SourceTree, facts: Mapping[str, ModuleFacts], problems: tuple[str, ...]
) -> BadTarget:
    resolver = Resolver(tree, facts)
    if problems:
        return BadTarget(
            word, f"what binds {symbol.name} in {symbol.module} cannot be taken out: {problems[0]}"
        )
    held = resolver.denote(symbol.module, symbol.name)
    if all(thing.kind == "missing" for thing in held):
        return no_such_name(symbol, resolver)
    where = tuple(
        sorted(str(Symbol(thing.module, thing.name)) for thing in held if thing.kind in ("symbol", "module"))
    )
    found = f"no statement of {symbol.module} binds {symbol.name}: it comes from elsewhere"
    return BadTarget(word, found, where[:3])
