"""What earlier searches found in contents that have not changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from graphkit.extract.cache import Cache
from graphkit.extract.file_digests import DIGEST_SIZE, content_digest

Value = TypeVar("Value")

_WORD, _STARS = "word/1", "stars/1"


class _Word(msgspec.Struct, array_like=True):
    """Digests of contents, one after the other: those that hold the word, and those that do not."""

    holding: bytes = b""
    lacking: bytes = b""


class _Sources(msgspec.Struct, array_like=True):
    """Digests of contents without a star import, and what the others star-import from."""

    without: bytes = b""
    sources: dict[bytes, tuple[str, ...]] = {}


class Searched:
    """Which contents of one tree hold a word, and what they star-import from, as far as it is known.

    Digests are those of texts that were read without trouble, so a content says all there is to know.
    Cost: two milliseconds a word for 10,000 files.
    """

    def __init__(self, cache: Cache, base: str) -> None:
        self._cache = cache
        self._base = base
        # word → content → whether it holds it
        self._words: dict[str, dict[bytes, bool]] = {}
        self._stars: dict[bytes, tuple[str, ...]] | None = None

    def word(self, word: str) -> dict[bytes, bool]:
        """Return content → whether it holds `word`."""
        if word not in self._words:
            kept = self._cache.get(_WORD, self._key(word), _Word) or _Word()
            known = dict.fromkeys(_split(kept.lacking), False)
            self._words[word] = known | dict.fromkeys(_split(kept.holding), True)
        return self._words[word]

    def stars(self) -> dict[bytes, tuple[str, ...]]:
        """Return content → what it star-imports from."""
        if self._stars is None:
            kept = self._cache.get(_STARS, self._key(""), _Sources) or _Sources()
            self._stars = dict.fromkeys(_split(kept.without), ()) | kept.sources
        return self._stars

    def keep(self, words: Sequence[str], present: frozenset[bytes], *, stars: bool) -> None:
        """Keep what is known of the words, and with `stars` of star imports, for the next run.

        `present`: the contents of the tree; others go when there are twice as many.
        """
        rows: dict[bytes, object] = {}
        for word in words:
            known = _bounded(self.word(word), present)
            holding = b"".join(sorted(content for content, holds in known.items() if holds))
            lacking = b"".join(sorted(content for content, holds in known.items() if not holds))
            rows[self._key(word)] = _Word(holding, lacking)
        self._cache.put_many(_WORD, rows)
        if stars:
            known_stars = _bounded(self.stars(), present)
            without = b"".join(sorted(content for content, sources in known_stars.items() if not sources))
            sources = {content: sources for content, sources in sorted(known_stars.items()) if sources}
            self._cache.put_many(_STARS, {self._key(""): _Sources(without, sources)})

    def _key(self, word: str) -> bytes:
        return content_digest(f"{self._base}\0{word}".encode("utf-8", "surrogateescape"))


def _bounded(known: dict[bytes, Value], present: frozenset[bytes]) -> dict[bytes, Value]:
    if len(known) <= 3 * len(present) + 1000:
        return known
    return {content: value for content, value in known.items() if content in present}


def _split(digests: bytes) -> Iterable[bytes]:
    return (digests[start : start + DIGEST_SIZE] for start in range(0, len(digests), DIGEST_SIZE))
