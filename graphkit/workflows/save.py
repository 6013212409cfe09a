"""Put a finished document where it was asked for."""

from __future__ import annotations

from graphkit.deliver.files import check_output, write_output


def check(path: str) -> None:
    """Raise CannotWrite before the work starts when its result could not be saved in `path`."""
    check_output(path)


def save(path: str, document: str | bytes) -> None:
    """Write `document` to `path`, whole or not at all. Raises CannotWrite."""
    write_output(path, document)
