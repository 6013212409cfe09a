"""One question about a code base of any size that is held in memory: seconds and megabytes as JSON.

    python -m tests.benchmarks.in_memory blast --modules 1000000 [--exact] [--seed 0]

The shape is that of `tests.benchmarks.shaped`. No file is read: what is measured is the analysis. The text of
the modules that hold the deprecated name is made when it is asked for, as it would be read.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from graphkit.analysis.blast_radius import EXACT_UP_TO, count_blast
from graphkit.analysis.chain_counts import count_chains
from graphkit.analysis.chains import iter_chains
from graphkit.analysis.consumers import trace_symbols
from graphkit.analysis.flow_graph import symbol_flow
from graphkit.analysis.module_chains import module_flow
from graphkit.analysis.ranking import rank_modules
from graphkit.analysis.sources import Sources
from graphkit.extract.module_facts import Parsed, module_facts, occurrences, parse
from graphkit.model.facts import ModuleFacts, Occurrences
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.tree import SourceTree
from graphkit.model.uses import Trace
from tests.benchmarks.shaped import FACADE, FACTORY, Shape, shape
from tests.benchmarks.shaped_files import text_of

TARGET = Symbol("app.core.factory", "get_factory")
QUESTIONS = ("trace", "blast", "rank", "chains", "module-chains")


class Held(Mapping[str, ModuleFacts]):
    """The facts of a shape's modules, each text made and parsed when it is asked for."""

    def __init__(self, made: Shape) -> None:
        self.made = made
        self.number = {name: number for number, name in enumerate(made.names)}
        self.edges: dict[int, range] = {}
        first = 0
        wanted = {FACTORY, FACADE, *made.consumers}
        for edge, importer in enumerate(made.importers):
            if edge and made.importers[edge - 1] != importer:
                first = edge
            if importer in wanted:
                self.edges[importer] = range(first, edge + 1)
        self.parsed: dict[str, Parsed] = {}
        self.facts: dict[str, ModuleFacts] = {}

    def parse(self, module: str) -> Parsed:
        """Parse one module, once while it is the last."""
        if module not in self.parsed:
            number = self.number[module]
            text = text_of(self.made, number, self.edges.get(number, range(0)))
            self.parsed = {module: parse(text.encode())}
        return self.parsed[module]

    def __getitem__(self, module: str) -> ModuleFacts:
        if module not in self.facts:
            self.facts[module] = module_facts(self.parse(module))
        return self.facts[module]

    def __iter__(self) -> Iterator[str]:
        return iter(self.number)

    def __len__(self) -> int:
        return len(self.number)

    def occurrences(self, module: str, name: str) -> Occurrences:
        """What a module says about a name."""
        return occurrences(self.parse(module), name)

    def mentions(
        self, words: Iterable[str], within: Iterable[str] | None = None
    ) -> Mapping[str, tuple[str, ...]]:
        """Nothing but the deprecated name is ever sought; the shape knows who holds it."""
        holding = {self.made.names[number] for number in (FACTORY, FACADE, *self.made.consumers)}
        found = tuple(sorted(holding if within is None else holding & set(within)))
        return {word: found if word == TARGET.name else () for word in words}


def traced(made: Shape) -> Trace:
    """Trace the deprecated function."""
    held = Held(made)
    files = made.files()
    tree = SourceTree("/tree", ("/tree",), tuple(sorted(files.values())), frozenset({"app"}))
    sources = Sources(tree, held, held.occurrences, held.mentions, lambda _, __: (), dict)
    found = trace_symbols(sources, frozenset({TARGET}), lambda *_: None)
    return Trace(TARGET, **found._asdict(), problems=(), files=FilesSeen(len(files), len(files)))


def question(name: str, made: Shape, exact_up_to: int) -> Callable[[], object]:
    """Hold ready what the question is about, and return what answers it."""
    if name == "trace":
        return lambda: len(traced(made).consumers)
    if name == "chains":
        trace = traced(made)
        return lambda: (count_chains(graph := symbol_flow(trace)), len(list(islice(iter_chains(graph), 20))))
    files, graph = made.files(), made.graph()
    if name == "blast":
        return lambda: count_blast(graph, files, exact_up_to=exact_up_to).counting.counts
    trace = traced(made)
    if name == "module-chains":
        tree = SourceTree("/tree", ("/tree",), tuple(sorted(files.values())), frozenset({"app"}))
        return lambda: count_chains(module_flow(trace, graph, tree)).bit_length()

    def rank() -> int:
        counted = count_blast(graph, files, sought=trace.modules, exact_up_to=exact_up_to)
        radii = {radius.module: radius for radius in counted.radii}
        return len(rank_modules(trace, radii, imports=graph))

    return rank


def megabytes() -> int:
    """The most this process has held so far."""
    # kilobytes, but bytes on macOS
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> (20 if sys.platform == "darwin" else 10)


def main() -> None:
    """Answer the question and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("question", choices=QUESTIONS)
    parser.add_argument("--modules", type=int, default=1_000_000)
    parser.add_argument("--exact", action="store_true", help="count exactly in any size")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    made = shape(given.modules, given.seed)
    answer = question(given.question, made, given.modules if given.exact else EXACT_UP_TO)
    before, started, used = megabytes(), time.perf_counter(), time.process_time()
    said = answer()
    print(
        json.dumps(
            {
                "question": given.question,
                "modules": given.modules,
                "imports": len(made.importers),
                "seconds": round(time.perf_counter() - started, 2),
                "cpu": round(time.process_time() - used, 2),
                "before": before,
                "memory": megabytes(),
                "answer": said,
            }
        )
    )


if __name__ == "__main__":
    main()
