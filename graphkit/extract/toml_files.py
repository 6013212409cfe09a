"""Read a TOML file, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphkit.errors import GraphkitError

# (path, what was found, hint)
Refusal = Callable[[str, str, str], GraphkitError]


def parse_toml(path: str, raw: bytes, refusal: Refusal) -> dict[str, Any]:
    """Return the tables of `raw`, the content of `path`; raises what `refusal` makes for what is no TOML."""
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8"))
    except ValueError as error:
        raise refusal(path, f"not valid TOML: {error}", "correct the line named") from error
    except RecursionError as error:
        raise refusal(path, "lists or tables are nested too deeply", "") from error
