"""What a scan does with one repository; runs in a worker process, and knows nothing of the others."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graphkit.analysis.consumers import trace_symbols
from graphkit.analysis.joined_sources import Part, join_sources
from graphkit.analysis.scan_rows import Around, held_names, repository_uses
from graphkit.errors import GraphkitError, NoPythonFiles, RootNotFound
from graphkit.extract.archives import is_archive, read_archive, unpack
from graphkit.extract.cache import Cache
from graphkit.extract.repository_files import repository_state, repository_tree, shared_packages
from graphkit.extract.repository_search import Glance, Wanted, glance, tree_texts
from graphkit.extract.stub_modules import stub_modules
from graphkit.model.config import Config
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.scan import Held, Question, Repository, RepositoryReading
from graphkit.model.tree import SourceTree
from graphkit.workflows.reading import Reading, no_progress


class Request(NamedTuple):
    """What is asked of one worker at a time."""

    repository: Repository
    question: Question
    # names under which other repositories, which this one imports, hold the target
    facades: tuple[Held, ...]
    # the repository's state when it was read before, with exactly this question
    known: str = ""


class Answer(NamedTuple):
    """What the worker found; no reading when the repository is as it was."""

    state: str
    reading: RepositoryReading | None


def answer(payload: bytes) -> bytes:
    """Answer one request, both in MessagePack; what cannot be read at all is said in the reading."""
    from msgspec import msgpack

    request = msgpack.decode(payload, type=Request)
    return msgpack.encode(_answer(request))


def _answer(request: Request) -> Answer:
    repository = request.repository
    state = ""
    try:
        tree: SourceTree | None = None
        problems: tuple[Problem, ...] = ()
        way = ""
        if not is_archive(repository.path):
            tree, problems, way = repository_tree(repository, repository.path)
        # before it is read: what changes meanwhile is read again by the next run
        state = repository_state(repository, tree)
        if state == request.known:
            return Answer(state, None)
        if tree is None:
            return Answer(state, _read_archive(request))
        texts: list[Problem] = []
        seen = glance(tree_texts(tree, texts), _wanted(request))
        if not seen.mentioned:
            return Answer(state, _told(seen, tree, {*problems, *texts}, request, way))
        return Answer(state, _read_tree(request, tree, problems, way, seen))
    except NoPythonFiles:
        # in roots that were given something is expected
        odd = Problem("", 0, "no Python files under its roots", "check its roots and the exclude patterns")
        return Answer(state, RepositoryReading(repository.name, problems=(odd,) if repository.roots else ()))
    except RootNotFound as error:
        root = os.path.relpath(error.root, repository.path)
        return Answer("", RepositoryReading(repository.name, failed=f"its root {root!r} is no directory"))
    except (GraphkitError, OSError) as error:
        said = error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)
        return Answer("", RepositoryReading(repository.name, failed=_without_path(said, repository)))


def _read_archive(request: Request) -> RepositoryReading:
    repository = request.repository
    problems: list[Problem] = []
    seen = glance(read_archive(repository.path, problems), _wanted(request))
    if not seen.mentioned:
        return RepositoryReading(
            repository=repository.name,
            files=FilesSeen(seen.files, seen.files + len(problems)),
            size=seen.size,
            imports=seen.imports,
            problems=tuple(sorted(problems)),
        )
    with tempfile.TemporaryDirectory(prefix="archive-") as directory:
        directory = os.path.realpath(directory)
        problems.clear()
        unpack(repository.path, directory, problems)
        tree, listed, way = repository_tree(repository, directory)
        reading = _read_tree(request, tree, (*listed, *problems), way, seen)
    left_out = reading.files.total + len(problems)
    return replace(reading, files=FilesSeen(reading.files.seen, left_out))


def _read_tree(
    request: Request, tree: SourceTree, problems: tuple[Problem, ...], way: str, seen: Glance
) -> RepositoryReading:
    reading = Reading(tree, Config(), Cache(), problems, no_progress)
    question, repository = request.question, request.repository
    is_provider = question.provider is not None and question.provider.name == repository.name
    parts = [_stubs(request.facades)] if request.facades else []
    if not is_provider:
        parts.insert(0, _provider(question))
    sources = join_sources(reading.sources, parts, shared_packages(tree) if parts else frozenset())
    targets = frozenset(target for target in question.targets if target.module in sources.tree.modules)
    found = _told(seen, tree, problems, request, way)
    if not targets:
        # a package of the repository's own hides the one that defines the target
        return found
    traced = trace_symbols(sources, targets, no_progress)
    around = _around(request, targets, parts, is_provider=is_provider)
    all_problems = {*problems, *reading.facts.problems, *reading.search.problems}
    return replace(
        found,
        files=FilesSeen(len(tree.files) - reading.search.unreadable, len(tree.files)),
        uses=repository_uses(repository, tree, traced, around, way),
        held=held_names(tree, traced, around, repository.name),
        problems=_placed(tuple(sorted(all_problems)), way),
    )


def _around(
    request: Request, targets: frozenset[Symbol], parts: Sequence[Part], *, is_provider: bool
) -> Around:
    question = request.question
    outside = (*(() if is_provider else question.held), *request.facades)
    read = question.provider is not None and not is_provider
    return Around(
        # of two that hold it under one name, the first that is found
        held={Symbol(row.module, row.name): row for row in reversed(outside)},
        targets=targets,
        read=frozenset(parts[0].tree.modules) if read else frozenset(),
        unread=frozenset()
        if question.provider is not None
        else frozenset(target.module.partition(".")[0] for target in targets),
    )


def _told(
    seen: Glance, tree: SourceTree, problems: Iterable[Problem], request: Request, way: str
) -> RepositoryReading:
    """What a glance tells of a repository that lies in files."""
    return RepositoryReading(
        repository=request.repository.name,
        files=FilesSeen(seen.files, len(tree.files)),
        size=seen.size,
        mentioned=seen.mentioned,
        provides=_provides(tree),
        imports=tuple(top for top in seen.imports if top not in tree.modules),
        problems=_placed(tuple(sorted(problems)), way),
    )


def _wanted(request: Request) -> Wanted:
    held = (*request.question.held, *request.facades)
    names = {row.name or row.module.rpartition(".")[2] for row in held}
    modules = {row.module for row in held}
    return Wanted(tuple(sorted(names)), tuple(sorted(modules)))


def _provides(tree: SourceTree) -> tuple[str, ...]:
    tops = {file.module.partition(".")[0] for file in tree.files if file.importable and not file.is_test}
    return tuple(sorted(tops - {"setup", "conftest"}))


def _placed(problems: tuple[Problem, ...], way: str) -> tuple[Problem, ...]:
    return tuple(problem._replace(file=way + problem.file) for problem in problems)


def _provider(question: Question) -> Part:
    if question.provider is None:
        return _stubs(question.held)
    return _provider_part(question.provider, question.held, question.state)


@lru_cache(maxsize=1)
def _provider_part(provider: Repository, held: tuple[Held, ...], state: str) -> Part:
    """The provider's modules, read when a name leads there, and kept for the repositories that follow.

    `state` tells this content of the provider from later ones.
    """
    del state
    directory = provider.path
    if is_archive(directory):
        # lies in the worker's own temporary directory, which goes with it
        directory = os.path.realpath(tempfile.mkdtemp(prefix="provider-"))
        unpack(provider.path, directory, [])
    tree, _, _ = repository_tree(provider, directory)
    tops = {row.module.partition(".")[0] for row in held}
    files = tuple(file for file in tree.files if file.importable and file.module.partition(".")[0] in tops)
    namespaces = frozenset(name for name in tree.namespaces if name.partition(".")[0] in tops)
    own = SourceTree(tree.base, tree.roots, files, namespaces)
    return Part(own, Reading(tree, Config(), Cache(), ()).facts, _holding(held))


def _stubs(held: tuple[Held, ...]) -> Part:
    tree, facts = stub_modules(held)
    return Part(tree, facts, _holding(held))


def _holding(held: tuple[Held, ...]) -> tuple[str, ...]:
    return tuple(sorted({row.module for row in held}))


def _without_path(said: str, repository: Repository) -> str:
    """A reason without where the repository lies: results do not depend on the machine."""
    return said.removeprefix(f"{repository.path}: ").replace(
        repository.path, os.path.basename(repository.path)
    )
