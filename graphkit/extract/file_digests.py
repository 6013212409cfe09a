"""Content digests of the tree's files, taken from the last run where a file has not changed since."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable

from xxhash import xxh3_128_digest

from graphkit.extract.cache import Cache
from graphkit.model.tree import SourceFile, SourceTree

DIGEST_SIZE = 16
_KIND = "files/1"
# a file changed this short before it was recorded could change again within the same time stamp
_RACY_NS = 2_000_000_000
# bytes; parsing takes some 60 times as much memory, and what is larger is data, not code
LARGEST_SOURCE = 10_000_000
# mostly pictures
LARGEST_NOTEBOOK = 100_000_000
# without waiting for somebody to write into a pipe
_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"))
# size, time of the last write, time of any change (nobody can set it back), inode
_Looks = tuple[int, int, int, int]
_Seen = tuple[_Looks, bytes]


def content_digest(raw: bytes) -> bytes:
    """Return the digest that names `raw` in the cache.

    XXH3 is no cryptographic hash: nobody gains by forging the content of their own files, and 128 bits
    never meet by chance. It takes a fortieth of the time of those that are.
    """
    return xxh3_128_digest(raw)


class FileDigests:
    """The digests of one tree's files; a file is read only when its size, time or inode changed.

    Making one costs one `stat` a file, about 3 µs. Call `save` once what was found is complete.
    """

    def __init__(self, cache: Cache, tree: SourceTree) -> None:
        self._cache = cache
        self._base = tree.base
        self._key = content_digest(tree.base.encode("utf-8", "surrogateescape"))
        self._started = time.time_ns()
        self._changed = False
        # what the files look like now, with the digest where that is known
        self._stats: dict[str, _Looks] = {}
        self._known: dict[str, bytes] = {}
        self._before: dict[str, _Seen] = {}
        if cache.keeps:
            self._load(tree)

    def known(self, path: str) -> bytes | None:
        """Return the digest of the file at `path` if it is known without reading it."""
        return self._known.get(path)

    @property
    def cache(self) -> Cache:
        """Where digests, and what is found by them, are kept."""
        return self._cache

    def size(self, path: str) -> int:
        """Return the bytes of a file whose digest is known without reading it."""
        return self._stats[path][0]

    @property
    def keeps(self) -> bool:
        """Whether what is found is kept for later runs."""
        return self._cache.keeps

    def keep(self, path: str, digest: bytes) -> None:
        """Remember the digest of the file at `path`, just worked out."""
        self._known[path] = digest
        self._changed = True

    def record(self, path: str, raw: bytes) -> bytes:
        """Return the digest of `raw`, just read from `path`, and remember it.

        Without a cache that keeps anything there is nothing to name: b"".
        """
        if not self._cache.keeps:
            return b""
        digest = content_digest(raw)
        self.keep(path, digest)
        return digest

    def of(self, files: Iterable[SourceFile]) -> dict[str, bytes]:
        """Return path → digest, reading what changed; files that cannot be read are left out."""
        found: dict[str, bytes] = {}
        for file in files:
            digest = self._known.get(file.path)
            if digest is None:
                try:
                    digest = self.record(file.path, read_bytes(f"{self._base}/{file.path}"))
                except OSError:
                    continue
            found[file.path] = digest
        return found

    def unchanged(self) -> bool:
        """Whether every file still looks as it did at the beginning: what was read is one state."""
        return all(_looks(f"{self._base}/{path}") == before for path, before in self._stats.items())

    def save(self) -> None:
        """Keep what is known for the next run."""
        if not self._changed or not self._cache.keeps:
            return
        fresh = self._started - _RACY_NS
        # entries of other trees at the same base are kept, but not for ever
        rows = dict(self._before) if len(self._before) < 3 * len(self._known) + 1000 else {}
        for path, digest in self._known.items():
            status = self._stats.get(path)
            if status is not None and status[1] < fresh:
                rows[path] = (status, digest)
        self._cache.put_many(_KIND, {self._key: rows})
        self._changed = False

    def _load(self, tree: SourceTree) -> None:
        self._before = self._cache.get(_KIND, self._key, dict[str, _Seen]) or {}
        base = f"{tree.base}/"
        for file in tree.files:
            path = file.path
            now = _looks(base + path)
            if now is None:
                continue
            self._stats[path] = now
            before = self._before.get(path)
            if before is not None and before[0] == now:
                self._known[path] = before[1]


def _looks(path: str) -> _Looks | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_bytes(path: str) -> bytes:
    """Return the bytes of the file at `path`, a third faster than `open` does.

    Raises OSError: also for a pipe or a device, since what was listed as a file may have been replaced, and
    for a file so large that its syntax tree would take gigabytes.
    """
    descriptor = os.open(path, _READ)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "no regular file", path)
        size = status.st_size
        largest = LARGEST_NOTEBOOK if path.endswith(".ipynb") else LARGEST_SOURCE
        if size > largest:
            raise OSError(errno.EFBIG, f"larger than {largest // 1_000_000} MB", path)
        parts = [os.read(descriptor, size + 1)]
        # one short read is the whole of a regular file, unless it grows
        while len(parts[-1]) > size or (parts[-1] and sum(map(len, parts)) < size):
            parts.append(os.read(descriptor, 1 << 20))
        return b"".join(parts)
    finally:
        os.close(descriptor)
