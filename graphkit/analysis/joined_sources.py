"""One repository read together with what others are known to hold: its own uses come out, theirs do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from graphkit.analysis.sources import Search, Sources
from graphkit.model.facts import ModuleFacts, Occurrences
from graphkit.model.tree import SourceFile, SourceTree

_NOTHING = Occurrences((), ())


class Part(NamedTuple):
    """Modules of another repository that names can be followed into."""

    tree: SourceTree
    facts: Mapping[str, ModuleFacts]
    # those of them that hold the target
    holding: tuple[str, ...]


def join_sources(own: Sources, parts: Sequence[Part], shared: frozenset[str] = frozenset()) -> Sources:
    """Return sources in which names of `own` resolve into `parts`, and only files of `own` have uses.

    A module of `own` hides the one of the same name in a part, and everything below it, as it would on
    the import path; but for the packages in `shared`, which are spread over several distributions.
    """
    files: list[SourceFile] = list(own.tree.files)
    facts: dict[str, Mapping[str, ModuleFacts]] = {}
    namespaces = set(own.tree.namespaces)
    for number, part in enumerate(parts):
        for file in part.tree.files:
            if file.module in facts or not file.importable or _hidden(file.module, own.tree, shared):
                continue
            facts[file.module] = part.facts
            files.append(file._replace(path=f"{number}:{file.path}", is_test=False, siblings=None))
        namespaces |= part.tree.namespaces
    holding = [module for part in parts for module in part.holding if facts.get(module) is part.facts]
    tree = SourceTree(own.tree.base, own.tree.roots, tuple(files), frozenset(namespaces), own.tree.skipped)
    mine = own.tree.modules

    def occurrences(module: str, name: str) -> Occurrences:
        return own.occurrences(module, name) if module in mine else _NOTHING

    def getattrs(words: Iterable[str], within: Iterable[str]) -> tuple[str, ...]:
        return own.computed_getattrs(words, [module for module in within if module in mine])

    def ahead(modules: Iterable[str], names: Sequence[str]) -> None:
        own.ahead([module for module in modules if module in mine], names)

    return replace(
        own,
        tree=tree,
        facts=_Facts(own.facts, mine, facts),
        occurrences=occurrences,
        mentions=_search(own, mine, holding),
        computed_getattrs=getattrs,
        ahead=ahead,
    )


def _hidden(module: str, tree: SourceTree, shared: frozenset[str]) -> bool:
    names = module.split(".")
    for end in range(1, len(names) + 1):
        above = ".".join(names[:end])
        file = tree.modules.get(above)
        if file is not None and file.importable and (end == len(names) or above not in shared):
            return True
    return False


def _search(own: Sources, mine: Mapping[str, SourceFile], holding: Sequence[str]) -> Search:
    def search(words: Iterable[str], within: Iterable[str] | None = None) -> Mapping[str, tuple[str, ...]]:
        inside = None if within is None else set(within)
        found = own.mentions(words, None if inside is None else sorted(inside.intersection(mine)))
        # whatever the name: they are few, and under which names they hold it is then worked out
        theirs = [module for module in holding if inside is None or module in inside]
        return {word: tuple(sorted({*modules, *theirs})) for word, modules in found.items()}

    return search


@dataclass(frozen=True)
class _Facts(Mapping[str, ModuleFacts]):
    """The facts of the own modules, and of those of the parts that are not hidden."""

    own: Mapping[str, ModuleFacts]
    mine: Mapping[str, SourceFile]
    theirs: Mapping[str, Mapping[str, ModuleFacts]]

    def __getitem__(self, module: str) -> ModuleFacts:
        return self.own[module] if module in self.mine else self.theirs[module][module]

    def __iter__(self) -> Iterator[str]:
        yield from self.mine
        yield from self.theirs

    def __len__(self) -> int:
        return len(self.mine) + len(self.theirs)

    def __contains__(self, module: object) -> bool:
        return module in self.mine or module in self.theirs
