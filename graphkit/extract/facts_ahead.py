"""Facts about many files at once: from the cache, or parsed in several processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graphkit.extract.cache import Cache
from graphkit.extract.code_version import code_version
from graphkit.extract.module_facts import module_facts, occurrences, parse
from graphkit.extract.shares import shared
from graphkit.model.facts import ModuleFacts, Occurrences

# files of a share of the parsing: a hundred take some 300 ms
LEAST_SHARE = 100


class Source(NamedTuple):
    """One file's text, and what names it in the cache."""

    digest: bytes
    text: bytes


class _Wanted(NamedTuple):
    """What is not known of one file."""

    module: str
    text: bytes
    facts: bool
    names: list[str]


class _Read(NamedTuple):
    """What one file gave."""

    facts: ModuleFacts | None
    # of the names that were asked for, in order
    said: list[Occurrences]


_NOTHING = Occurrences((), ())


def read_ahead(
    cache: Cache, sources: Mapping[str, Source], names: Sequence[str], *, jobs: int = 0
) -> tuple[dict[str, ModuleFacts], dict[tuple[str, str], Occurrences]]:
    """Return the facts of each module, and what its text says about each of `names`.

    A file is parsed once for all of it, and only when the cache lacks a part. Cost: some 4 ms for a file of
    30 KB, divided among the processors; a tenth of that from the cache.
    """
    kind = f"facts/{code_version()}"
    known = cache.get_many(kind, {source.digest for source in sources.values()}, ModuleFacts)
    facts = {module: known[source.digest] for module, source in sources.items() if source.digest in known}
    said: dict[tuple[str, str], Occurrences] = {}
    for name in names:
        word = name.encode()
        keys = {module: source.digest + word for module, source in sources.items() if word in source.text}
        # to know that a text does not hold a word, nothing need be parsed
        said.update(((module, name), _NOTHING) for module in sources if module not in keys)
        found = cache.get_many(f"occurrences/{code_version()}", set(keys.values()), Occurrences)
        said.update(((module, name), found[key]) for module, key in keys.items() if key in found)
    wanted = []
    for module, source in sources.items():
        missing = [name for name in names if (module, name) not in said]
        if missing or module not in facts:
            wanted.append(_Wanted(module, source.text, module not in facts, missing))
    read = _parse_all(wanted, jobs)
    found_facts = {module: row.facts for module, row in read.items() if row.facts is not None}
    found_said = {
        (one.module, name): found
        for one in wanted
        for name, found in zip(one.names, read[one.module].said, strict=True)
    }
    cache.put_many(kind, {sources[module].digest: found for module, found in found_facts.items()})
    cache.put_many(
        f"occurrences/{code_version()}",
        {sources[module].digest + name.encode(): found for (module, name), found in found_said.items()},
    )
    return {**facts, **found_facts}, {**said, **found_said}


def _parse_all(wanted: Sequence[_Wanted], jobs: int) -> dict[str, _Read]:
    def parse_share(share: Sequence[_Wanted]) -> dict[str, _Read]:
        return {one.module: _read(one) for one in share}

    found: dict[str, _Read] = {}
    # every second file: neighbours are alike, and a share of large ones would take longer
    turned = [*wanted[::2], *wanted[1::2]]
    for part in shared(parse_share, turned, dict[str, _Read], least=LEAST_SHARE, jobs=jobs):
        found.update(part)
    return found


def _read(wanted: _Wanted) -> _Read:
    parsed = parse(wanted.text)
    facts = module_facts(parsed) if wanted.facts else None
    return _Read(facts, [occurrences(parsed, name) for name in wanted.names])
