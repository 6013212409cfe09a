"""Results that show themselves: what IPython and people ask of a value, handed on to whoever knows.

The model knows no library and imports no other room. The package root connects it to `graphkit.notebook`,
which is imported when a result is first shown.
"""

from __future__ import annotations

# type checkers take it for true; the root imports this module before `__main__` has seen to sys.path, so
# nothing else may be imported
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from typing import Any, Protocol

    MimeTypes = Container[str] | None

    class Views(Protocol):
        """Who can show results."""

        def bundle(self, result: Any, include: MimeTypes, exclude: MimeTypes) -> dict[str, Any]:
            """Return MIME type → how `result` looks."""

        def frame(self, result: Any) -> Any:
            """Return the rows of `result` as a `pandas.DataFrame`."""

        def network(self, result: Any) -> Any:
            """Return the graph of `result` as a `networkx.MultiDiGraph`."""


class _Port:
    """Where the root puts the way to the views."""

    views: Callable[[], Views] | None = None


def connect(views: Callable[[], Views]) -> None:
    """Say where the views are; the root does, once."""
    _Port.views = staticmethod(views)


def views() -> Views:
    """Return the views, which the root has connected: importing any module of graphkit runs the root."""
    if _Port.views is None:
        raise RuntimeError("graphkit.model is used without graphkit")
    return _Port.views()


class Shown:
    """Base of every result: it has no fields, so values compare, pickle and are kept as they are."""

    def _repr_mimebundle_(self, include: MimeTypes = None, exclude: MimeTypes = None) -> dict[str, Any]:
        """Return how the result looks in a notebook: MIME type → text, as IPython asks for it.

        `text/plain` is the report, `text/html` a picture (where the value alone is enough to draw one) over
        tables, `image/svg+xml` the picture. Long texts and tables are cut and say so.

        >>> import graphkit
        >>> found = graphkit.trace("websocket-factory", roots=[graphkit.SAMPLE])
        >>> sorted(found._repr_mimebundle_())
        ['image/svg+xml', 'text/html', 'text/plain']
        """
        return views().bundle(self, include, exclude)


def frame_of(result: Shown) -> Any:
    """Return the rows of `result` as a `pandas.DataFrame`. Raises MissingExtra."""
    return views().frame(result)


def network_of(result: Shown) -> Any:
    """Return the graph of `result` as a `networkx.MultiDiGraph`."""
    return views().network(result)
