"""How far a deprecation is along: which files use the deprecated symbols, which the replacement, or both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from graphkit.analysis.consumers import Traced
from graphkit.model.compliance import FileState, Share
from graphkit.model.names import parent
from graphkit.model.uses import Use

DEPRECATED = "deprecated"
MIXED = "mixed"
MIGRATED = "migrated"
# offering a name is no use of it
_MERE = frozenset({"reexport", "export"})


def file_states(deprecated: Sequence[Traced], current: Traced | None) -> tuple[FileState, ...]:
    """Return the files that use a deprecated symbol or, with `current`, its replacement; sorted.

    Only certain uses decide, an import alone is one. The modules that define the deprecated symbols are
    left out, as is the replacement's own unless it uses a deprecated one.
    """
    gone = {row.module for traced in deprecated for row in traced.definitions}
    old = _uses(deprecated, gone)
    new: dict[tuple[str, str, bool], set[Use]] = {}
    if current is not None:
        new = _uses([current], gone | {row.module for row in current.definitions})
    states = []
    for key in sorted({*old, *new}):
        certain = {use for use in old.get(key, ()) if use.certainty == "certain"}
        possible = len(old.get(key, ())) - len(certain)
        replaced = sum(use.certainty == "certain" for use in new.get(key, ()))
        if certain or replaced:
            state = MIGRATED if not certain else MIXED if replaced else DEPRECATED
            module, file, is_test = key
            area = ".".join(parent(module).split(".")[:2])
            states.append(FileState(module, file, is_test, area, state, len(certain), replaced, possible))
    return tuple(states)


def _uses(traces: Sequence[Traced], without: set[str]) -> dict[tuple[str, str, bool], set[Use]]:
    """(module, file, is it a test) → its uses; a star import that brings several symbols is one."""
    found: dict[tuple[str, str, bool], set[Use]] = {}
    for traced in traces:
        for consumer in traced.consumers:
            uses = {use._replace(source="") for use in consumer.uses if use.kind not in _MERE}
            if uses and consumer.module not in without:
                found.setdefault((consumer.module, consumer.file, consumer.is_test), set()).update(uses)
    return found


def shares(files: Sequence[FileState], *, replaced: bool = True) -> tuple[Share, ...]:
    """Sum `files` up: all, production, tests.

    `replaced` is false when no replacement is known: then nothing can be migrated, and there are no
    percentages.
    """
    production = [file for file in files if not file.is_test]
    tests = [file for file in files if file.is_test]
    groups = (("all", files), ("production", production), ("tests", tests))
    return tuple(_share(name, group, replaced=replaced) for name, group in groups)


def areas(files: Sequence[FileState], *, replaced: bool = True) -> tuple[Share, ...]:
    """Sum up the `files` of each area, by name."""
    found: dict[str, list[FileState]] = {}
    for file in files:
        found.setdefault(file.area, []).append(file)
    return tuple(_share(name, group, replaced=replaced) for name, group in sorted(found.items()))


def _share(name: str, files: Sequence[FileState], *, replaced: bool) -> Share:
    def number(state: str) -> int:
        return sum(file.state == state for file in files)

    old, new = sum(file.deprecated for file in files), sum(file.current for file in files)
    return Share(
        name,
        number(DEPRECATED),
        number(MIXED),
        number(MIGRATED),
        old,
        new,
        _percent(number(MIGRATED), len(files)) if replaced else None,
        _percent(new, old + new) if replaced else None,
    )


def projected(
    files: Iterable[FileState], migrated: Collection[str], removed: Collection[str] = ()
) -> float | None:
    """Return the percentage of migrated files once the modules `migrated` are, and `removed` are gone.

    None when no file is left to count.
    """
    left = [file for file in files if file.module not in removed]
    done = sum(file.state == MIGRATED or file.module in migrated for file in left)
    return _percent(done, len(left))


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
