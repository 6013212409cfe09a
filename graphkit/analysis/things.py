"""What names stand for, and what resolving one needs to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol

from graphkit.analysis.reaching import Reached
from graphkit.model.facts import Binding, LazyName, ModuleFacts, PathStep, Value
from graphkit.model.tree import SourceTree


class Thing(NamedTuple):
    """What a name or an expression stands for.

    kind: member (`module:name`, not yet followed) | symbol (defined as `module:name`) | module |
    missing (`module` does not hold `name`, or is not there) | unknown (`what` says why) | other
    (a value of no interest: a call's result, a parameter).
    """

    kind: str
    module: str = ""
    name: str = ""
    # symbols: function | class | variable; unknown: the reason
    what: str = ""


Things = frozenset[Thing]
Lookup = Callable[[str], Things]
OTHER = Thing("other")
NOTHING: Things = frozenset()


class Exports(NamedTuple):
    """What `from m import *` takes: `names`, or every public name; `partial` when some cannot be read."""

    names: frozenset[str]
    public: bool
    partial: bool


class Follower(Protocol):
    """What the parts of the resolver ask of the whole; see `Resolver`, which documents each."""

    @property
    def tree(self) -> SourceTree: ...
    @property
    def facts(self) -> Mapping[str, ModuleFacts]: ...
    @property
    def runtime(self) -> bool: ...
    def names(self, module: str) -> Mapping[str, list[Binding]]: ...
    def stars(self, module: str) -> list[Binding]: ...
    def lazy(self, module: str) -> Mapping[str, list[LazyName]]: ...
    def bound(
        self, module: str, name: str, path: tuple[PathStep, ...] = (), offset: int | None = None
    ) -> Reached: ...
    def exports(self, module: str) -> Exports: ...
    def module(self, importer: str, raw: str) -> str | None: ...
    def is_module(self, name: str) -> bool: ...
    def is_package(self, module: str) -> bool: ...
    def denote(self, module: str, name: str) -> Things: ...
    def follow(self, things: Iterable[Thing]) -> Things: ...
    def takes(self, module: str, value: Value, lookup: Lookup) -> Things: ...
    def at(self, module: str, offset: int | None, path: tuple[PathStep, ...] = ()) -> Lookup: ...
    def text(self, module: str, value: Value) -> str | None: ...
