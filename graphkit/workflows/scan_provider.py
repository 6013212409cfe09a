"""What a scan asks of every repository: which definitions are meant, under which names they are offered."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from graphkit.analysis.consumers import trace_symbols
from graphkit.analysis.scan_rows import Around, held_names
from graphkit.errors import BadArchive, BadConfig, BadTarget
from graphkit.extract.archives import is_archive, unpack
from graphkit.extract.cache import Cache
from graphkit.extract.repository_files import holds_module, repository_state, repository_tree
from graphkit.model.config import Config
from graphkit.model.names import parse_symbol
from graphkit.model.problems import Problem
from graphkit.model.scan import Held, Question, Repository
from graphkit.workflows.reading import Progress, Reading
from graphkit.workflows.targets import find_targets


def ask(
    repositories: Sequence[Repository], target: str, provider: str, progress: Progress
) -> tuple[str, Question, tuple[Problem, ...]]:
    """Return the target as it is to be shown, the question, and what is doubtful about it.

    `provider` names one of the repositories, or is the path of a directory or archive that is none of
    them; "" looks for the repository that holds the target's module. Raises BadTarget and BadConfig.
    """
    found = _given(repositories, provider) if provider else _find(repositories, target)
    if found is None:
        return _unread(target)
    with _lying(found) as directory:
        tree, problems, _ = repository_tree(found, directory)
        reading = Reading(tree, Config(), Cache(), problems, progress)
        symbol, targets = find_targets(target, tree, reading.facts, {})
        traced = trace_symbols(reading.sources, targets, progress)
        around = Around({}, targets, frozenset(), frozenset())
        held = held_names(tree, traced, around, found.name)
        state = repository_state(found, None if is_archive(found.path) else tree)
    return str(symbol), Question(tuple(sorted(targets)), found, held, state), ()


def _given(repositories: Sequence[Repository], provider: str) -> Repository:
    for repository in repositories:
        if repository.name == provider:
            return repository
    if os.path.exists(provider):
        return Repository(os.path.basename(os.path.normpath(provider)), os.path.abspath(provider))
    from difflib import get_close_matches

    near = get_close_matches(provider, [repository.name for repository in repositories], 1, 0.5)
    hint = f"did you mean {near[0]!r}?" if near else "give a repository's name, or a path"
    raise BadConfig(provider, "no repository of that name, and no such path", hint)


def _find(repositories: Sequence[Repository], target: str) -> Repository | None:
    """The repository that holds the target's module, or at least its package; those of its name first."""
    symbol = parse_symbol(target)
    top = symbol.module.partition(".")[0]
    modules = [symbol.module]
    if not symbol.name and "." in target:
        modules.append(symbol.module.rpartition(".")[0])
    if top not in modules:
        modules.append(top)
    likely = sorted(repositories, key=lambda repository: _plain(repository.name) != _plain(top))
    for module in modules:
        for repository in likely:
            try:
                if holds_module(repository, module):
                    return repository
            except (BadArchive, OSError):
                # said when it is read
                continue
    return None


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _unread(target: str) -> tuple[str, Question, tuple[Problem, ...]]:
    symbol = parse_symbol(target)
    if not symbol.name:
        module, _, name = target.rpartition(".")
        near = (f"{module}:{name}",) if module else ()
        raise BadTarget(target, "no repository holds that module; write a name in it with a colon", near)
    held = Held(symbol.module, symbol.name, symbol, (symbol.module,))
    what = "no repository defines it: what is taken from elsewhere in its package is only possible"
    hint = "give --provider the directory or archive that does"
    return target, Question((symbol,), None, (held,)), (Problem(target, 0, what, hint),)


@contextmanager
def _lying(repository: Repository) -> Iterator[str]:
    """The directory where the repository's files lie, for as long as the context lasts."""
    if not is_archive(repository.path):
        yield repository.path
        return
    with tempfile.TemporaryDirectory(prefix="graphkit-scan-") as directory:
        directory = os.path.realpath(directory)
        unpack(repository.path, directory, [])
        yield directory
