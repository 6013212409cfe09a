"""What tracing a symbol finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.shown import Shown, frame_of, network_of


class Definition(NamedTuple):
    """Where the target is bound by `def`, `class` or assignment (line of the name itself)."""

    module: str
    file: str
    line: int
    # "function", "class", "variable" or "module"
    kind: str
    name: str = ""


class Reexport(NamedTuple):
    """A name in a module's namespace whose definition lives elsewhere."""

    module: str
    name: str
    # `pkg.mod:name` that the value is taken from: one step towards the definition
    origin: str
    file: str
    line: int
    # "import", "star_import", "assignment", "lazy" (PEP 562 and the like)
    kind: str
    when: str
    guarded: bool
    # modules other than this one that take the name from here
    used_by: int = 0


class Use(NamedTuple):
    """One reference to the target in code."""

    file: str
    line: int
    # import | reexport | star_import | export | call | reference | decorator | base_class |
    # annotation | patch_string | dynamic_import
    kind: str
    # import_time | call_time | type_checking
    when: str
    guarded: bool
    # certain | possible
    certainty: str
    # the name at that place, and its column in characters from 0
    name: str = ""
    column: int = 0
    # dotted names of enclosing classes and functions, "" at module level
    scope: str = ""
    # `pkg.mod:name` of the binding it takes its value from
    source: str = ""
    # why a possible use is not certain
    reason: str = ""


@dataclass(frozen=True)
class Consumer:
    """A module with at least one use that is not merely a re-export."""

    module: str
    file: str
    is_test: bool
    # modules, other than the definition's, that it takes the name from; sorted
    facades: tuple[str, ...]
    uses: tuple[Use, ...]


class Dangling(NamedTuple):
    """A reference that names the target through a module that does not hold it."""

    module: str
    file: str
    line: int
    kind: str
    # `pkg.mod:name` as the reference has it
    through: str
    when: str
    guarded: bool
    reason: str


class Mention(NamedTuple):
    """The name in a comment, a docstring or another string."""

    file: str
    line: int
    # "comment", "docstring" or "string"
    kind: str


class FlowEdge(NamedTuple):
    """`taker` gets its value from `giver`, by the statement at `file:line`.

    `taker.name` is "" for a module that uses `giver` without binding it (`facade.make()`).
    """

    taker: Symbol
    giver: Symbol
    file: str
    line: int
    when: str
    guarded: bool
    # "import", "star_import", "assignment" or "lazy" for a binding, else the kind of the use
    how: str = "import"


@dataclass(frozen=True)
class Trace(Shown):
    """Everything known of one target: who uses it and from where they take it."""

    target: Symbol
    definitions: tuple[Definition, ...]
    reexports: tuple[Reexport, ...]
    consumers: tuple[Consumer, ...]
    # every entry of an `__all__` that names the target
    exports: tuple[Use, ...]
    dangling: tuple[Dangling, ...]
    # the symbol flow: edges between bindings, from uses down to the definition
    flow: tuple[FlowEdge, ...]
    # None when mentions were not asked for
    mentions: tuple[Mention, ...] | None
    problems: tuple[Problem, ...]
    files: FilesSeen

    @property
    def modules(self) -> frozenset[str]:
        """Every module that it says something of."""
        ends = (end.module for edge in self.flow for end in (edge.taker, edge.giver))
        return frozenset(
            {
                *(definition.module for definition in self.definitions),
                *(reexport.module for reexport in self.reexports),
                *(consumer.module for consumer in self.consumers),
                *(dangling.module for dangling in self.dangling),
                *ends,
            }
        )

    @cached_property
    def facades(self) -> frozenset[str]:
        """Modules that hand the symbol on: others take it there, or they re-export it and use it nowhere.

        Patching a name is no taking: it makes a consumer no facade.
        """
        taken = {
            edge.giver.module
            for edge in self.flow
            if edge.giver.module != edge.taker.module and edge.how != "patch_string"
        }
        consumers = {consumer.module for consumer in self.consumers}
        reexporting = {reexport.module for reexport in self.reexports}
        own = {definition.module for definition in self.definitions}
        return frozenset(module for module in reexporting - own if module in taken or module not in consumers)

    def to_pandas(self) -> Any:
        """Return the uses as a `pandas.DataFrame`, a row for each, by consumer and line.

        Columns:
          module (string): the consumer
          file (string): its path below the root
          is_test (bool): whether it is among the tests
          line (int64): of the use
          column (int64): in characters from 0
          kind (string): import, reexport, star_import, call, reference, decorator, base_class, annotation,
            patch_string or dynamic_import
          when (string): import_time, call_time or type_checking
          guarded (bool): inside `try` with a handler for ImportError
          certainty (string): certain or possible
          name (string): what stands there
          scope (string): enclosing classes and functions, dotted
          source (string): the binding it takes its value from, `pkg.mod:name`
          reason (string): why a possible use is not certain, else ""

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> uses = graphkit.trace("websocket-factory", roots=[graphkit.SAMPLE]).to_pandas()
        >>> uses[uses.kind == "decorator"][["module", "line"]].to_dict("records")
        [{'module': 'netra_backend.app.services.metrics', 'line': 14}]
        """
        return frame_of(self)

    def to_networkx(self) -> Any:
        """Return the symbol flow as a `networkx.MultiDiGraph`; edges run from who takes to who gives.

        Nodes are bindings `pkg.mod:name`, or `pkg.mod` for a module that uses one without binding it, with
        module, symbol, definition, passes_on, consumer (bool), is_test (bool, known of consumers), file and
        label.
        There is an edge for each statement, with file, line, how, when, guarded.

        >>> import graphkit
        >>> flow = graphkit.trace("websocket-factory", roots=[graphkit.SAMPLE]).to_networkx()
        >>> [node.partition(":")[0] for node, facts in flow.nodes(data=True) if facts["definition"]]
        ['netra_backend.app.websocket_core.websocket_manager_factory']
        """
        return network_of(self)


@dataclass(frozen=True)
class Bindings(Shown):
    """For every module, the names bound to functions or classes defined elsewhere in the roots."""

    # ((module, ((name, (origin `pkg.mod:name`, …)), …)), …), sorted
    modules: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]
    problems: tuple[Problem, ...]
    files: FilesSeen

    def to_pandas(self) -> Any:
        """Return the bindings as a `pandas.DataFrame`, a row for each name and origin.

        Columns:
          module (string): whose namespace it is
          name (string): the name it holds
          origin (string): the definition, `pkg.mod:name`

        Raises MissingExtra without pandas.

        >>> import graphkit
        >>> held = graphkit.bindings(roots=[graphkit.SAMPLE]).to_pandas()
        >>> held[held.module == "netra_backend.app.ws"].name.tolist()
        ['WebSocketManager', 'get_websocket_manager_factory']
        """
        return frame_of(self)
