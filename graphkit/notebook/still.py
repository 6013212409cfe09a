"""An exploration where nothing can be clicked: a drawing and a few words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from graphkit.errors import BadTarget, BadUsage
from graphkit.model.page import Exploration
from graphkit.notebook.html import paragraphs
from graphkit.notebook.inline_svg import inline_svg
from graphkit.report.html_page import page_caption
from graphkit.workflows.picture import picture

# the same picture again inside HTML: there it has a name for screen readers, and words below it
_HTML, _SVG, _TEXT = "text/html", "image/svg+xml", "text/plain"


class StillExploration:
    """What `graphkit.widget` gives where anywidget is not installed; `selected` and the others can be set.

    Setting them raises BadTarget or BadUsage for what is not there, and the old value stays.
    """

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self._selected, self._view, self._wave = "", first_view(exploration), 0

    @property
    def selected(self) -> str:
        """The module that is selected, "" for none."""
        return self._selected

    @selected.setter
    def selected(self, module: str) -> None:
        check_module(module, self.exploration.imports.modules)
        self._selected = module

    @property
    def view(self) -> str:
        """What would be shown: "chains", "map" or "tables"."""
        return self._view

    @view.setter
    def view(self, view: str) -> None:
        check_view(view, self.exploration)
        self._view = view

    @property
    def wave(self) -> int:
        """How many waves have moved."""
        return self._wave

    @wave.setter
    def wave(self, wave: int) -> None:
        check_wave(wave, self.exploration)
        self._wave = wave

    @cached_property
    def _bundle(self) -> dict[str, str]:
        return still_bundle(self.exploration)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return self._bundle

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.exploration.trace.target}, selected {self.selected!r}>"


def still_bundle(exploration: Exploration) -> dict[str, str]:
    """Return what shows an exploration anywhere: words, and who takes the symbol as a drawing of one page."""
    words = (str(exploration.trace.target), *page_caption(exploration))
    drawing = picture(exploration.trace)
    drawn = inline_svg(drawing, f"Who takes {words[0]}: {words[1]}") if drawing else ""
    bundle = {_TEXT: "\n".join(words), _HTML: drawn + paragraphs(words), _SVG: drawing}
    return {kind: content for kind, content in bundle.items() if content}


def views(exploration: Exploration) -> tuple[str, ...]:
    """Return what can be shown of an exploration, the first first."""
    return (*(["chains"] if exploration.drawing else []), "map", "tables")


def first_view(exploration: Exploration) -> str:
    """Return what is shown first."""
    return views(exploration)[0]


def check_module(module: str, known: Sequence[str]) -> None:
    """Refuse a module that is not in the tree. Raises BadTarget, which names the nearest."""
    if not module or module in known:
        return
    from difflib import get_close_matches

    inner = [name for name in known if name.endswith(f".{module}")]
    nearest = inner[:2] or get_close_matches(module, known, n=2)
    raise BadTarget(module, "no module of that name in the exploration", tuple(nearest))


def check_view(view: str, exploration: Exploration) -> None:
    """Refuse what cannot be shown. Raises BadUsage."""
    known = views(exploration)
    if view in known:
        return
    why = "the chains are too many for a diagram" if view == "chains" else f"no view {view!r}"
    raise BadUsage(f"{why}; choose one of {', '.join(known)}")


def check_wave(wave: int, exploration: Exploration) -> None:
    """Refuse a wave that does not come. Raises BadUsage."""
    last = max((row.wave for row in exploration.ranking.modules), default=0)
    if not 0 <= wave <= last:
        raise BadUsage(f"wave {wave} does not come; choose 0, for today, to {last}")
