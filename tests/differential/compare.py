"""Predicted bindings against CPython's namespaces.

`python -m tests.differential.compare TRUTH.json ROOT` runs `graphkit bindings` over `ROOT`, which holds just
the package, and prints the figures and the first differences.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.differential.oracle import Truth

# module → name → its possible origins, `module:name`
Predicted = Mapping[str, Mapping[str, tuple[str, ...]]]
SHOWN = 40


class Difference(NamedTuple):
    """One name on which prediction and namespace do not agree; `truth` is "" where there is none."""

    module: str
    name: str
    truth: str
    predicted: tuple[str, ...]

    def __str__(self) -> str:
        right = self.truth or "-"
        return f"{self.module}:{self.name}  truth {right}  predicted {', '.join(self.predicted) or '-'}"


class Report(NamedTuple):
    """How a prediction fares; each list is sorted.

    `misses`: truth names without any prediction; `wrong`: truth names whose predictions leave out the
    origin; `phantom`: predicted names that the namespace does not hold; `unconfirmed`: held, but not known
    to be bound to a function or class from elsewhere (a decorator's wrapper, say).
    """

    names: int
    hits: int
    predicted_origins: int
    misses: tuple[Difference, ...]
    wrong: tuple[Difference, ...]
    phantom: tuple[Difference, ...]
    unconfirmed: tuple[Difference, ...]

    @property
    def recall(self) -> float:
        """Truth names whose origin is predicted ÷ all truth names."""
        return self.hits / self.names if self.names else 1.0

    @property
    def precision(self) -> float:
        """Hits ÷ (hits + wrong origins + names that are not held)."""
        told = self.hits + len(self.wrong) + len(self.phantom)
        return self.hits / told if told else 1.0

    @property
    def strict_precision(self) -> float:
        """Hits ÷ all predictions: what the truth does not have counts against."""
        told = self.hits + len(self.wrong) + len(self.phantom) + len(self.unconfirmed)
        return self.hits / told if told else 1.0

    @property
    def average_origins(self) -> float:
        """Predicted origins per truth name that has any."""
        return self.predicted_origins / max(1, self.hits + len(self.wrong))

    def __str__(self) -> str:
        return (
            f"{self.names} names: recall {self.recall:.2%}, precision {self.precision:.2%} "
            f"(strict {self.strict_precision:.2%}), {self.average_origins:.3f} origins a name; "
            f"{len(self.misses)} missed, {len(self.wrong)} wrong, {len(self.phantom)} not held, "
            f"{len(self.unconfirmed)} unconfirmed"
        )

    def differences(self, most: int = SHOWN) -> str:
        """The first `most` of each kind of difference that counts, a line each."""
        kinds = {"missed": self.misses, "wrong": self.wrong, "not held": self.phantom}
        return "\n".join(f"{kind}: {one}" for kind, several in kinds.items() for one in several[:most])


def compare(truth: Truth, predicted: Predicted) -> Report:
    """Score a prediction; modules that could not be imported are left out on both sides."""
    hits = origins = names = 0
    misses: list[Difference] = []
    wrong: list[Difference] = []
    phantom: list[Difference] = []
    unconfirmed: list[Difference] = []
    for module, held in sorted(truth.modules.items()):
        told = predicted.get(module, {})
        names += len(held.truth)
        for name, origin in sorted(held.truth.items()):
            found = tuple(told.get(name, ()))
            origins += len(found)
            if origin in found:
                hits += 1
            else:
                (wrong if found else misses).append(Difference(module, name, origin, found))
        for name in sorted(told.keys() - held.truth.keys()):
            one = Difference(module, name, held.lazy.get(name, ""), tuple(told[name]))
            (unconfirmed if name in held.names else phantom).append(one)
    return Report(names, hits, origins, tuple(misses), tuple(wrong), tuple(phantom), tuple(unconfirmed))


def predict(root: Path) -> Predicted:
    """What `graphkit bindings` says of a root."""
    from graphkit.workflows.bindings import bindings

    found = bindings(roots=[str(root)], cache=False)
    return {module: dict(names) for module, names in found.modules}


def timed(task: Callable[[], Predicted]) -> tuple[Predicted, float]:
    """The task's value and the seconds it took."""
    start = time.perf_counter()
    value = task()
    return value, time.perf_counter() - start


def main() -> None:
    """Print the figures and the first differences of each kind."""
    truth, root = Truth.read(Path(sys.argv[1])), Path(sys.argv[2])
    predicted, seconds = timed(lambda: predict(root))
    report = compare(truth, predicted)
    print(
        f"{truth.package}: {len(truth.modules)} modules ({len(truth.failed)} not imported), {seconds:.2f} s; "
        f"left out: {len(truth.generated)} names spelled nowhere, {len(truth.ambiguous)} of unclear origin"
    )
    print(report)
    print(report.differences())


if __name__ == "__main__":
    main()
