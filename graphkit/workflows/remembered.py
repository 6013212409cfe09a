"""Answers that were worked out before, on exactly the same files."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from graphkit.extract.code_version import code_version
from graphkit.extract.file_digests import FileDigests, content_digest
from graphkit.workflows.reading import Reading

T = TypeVar("T")


def remembered(
    reading: Reading, kind: str, question: object, answer_type: type[T], work: Callable[[], T]
) -> T:
    """Return the answer to `question` from the cache, or work it out and keep it.

    The key is the content of every file and the question with all its options (by `repr`); an answer of
    other code than today's is not found. Cost of a hit: one `stat` a file; `work` is to record the files
    it reads, so that keeping costs no reading.
    """
    digests = reading.digests
    # before the work: a stub that changes meanwhile must not be taken for the one that was read
    stubs = [_state(reading, path) for path, _ in reading.tree.skipped if path.endswith(".pyi")]
    known = sum(digests.known(file.path) is not None for file in reading.tree.files)
    if 2 * known > len(reading.tree.files):
        key = _key(reading, (question, stubs), digests)
        answer = reading.cache.get(f"{kind}/{code_version()}", key, answer_type) if key else None
        if answer is not None:
            return answer
    answer = work()
    if reading.cache.keeps:
        key = _key(reading, (question, stubs), digests)
        # of a tree that changed meanwhile, the answer is to no state of it
        if key and digests.unchanged():
            reading.cache.put_many(f"{kind}/{code_version()}", {key: answer})
            digests.save()
    return answer


def _state(reading: Reading, path: str) -> tuple[str, int, int]:
    """What tells one state of a stub from another: a stub beside a module is read, though it is no module."""
    try:
        status = os.stat(f"{reading.tree.base}/{path}")
    except OSError:
        return path, 0, 0
    return path, status.st_size, status.st_mtime_ns


def _key(reading: Reading, question: object, digests: FileDigests) -> bytes | None:
    """The digest of everything the answer depends on; None when a file cannot be read."""
    from msgspec import msgpack

    files = reading.tree.files
    found = digests.of(files)
    if len(found) < len(files) or reading.problems:
        return None
    contents = b"".join(found[file.path] for file in files)
    names = msgpack.encode((files, sorted(reading.tree.namespaces), repr(question)))
    return content_digest(contents + names)
