"""The interactive widget: the page for exploring, in a notebook, its selection shared with Python."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import anywidget
import traitlets

from graphkit.errors import BadTarget, BadUsage
from graphkit.model.page import Exploration
from graphkit.notebook.still import check_module, check_view, check_wave, first_view, still_bundle
from graphkit.report.widget_document import widget_document
from graphkit.workflows.widget import widget_program


class ExploreWidget(anywidget.AnyWidget):
    """An exploration to click through; `selected`, `view` and `wave` follow the reader and can be set.

    `selected`: the name of a module, "" for none. `view`: "chains", "map" or "tables". `wave`: how many waves
    have moved. Setting one raises BadTarget or BadUsage for what is not there, and the old value stays;
    `observe` and `link` work as with every widget.

    The document goes to the browser once, deflated. What a notebook saves as output is a small drawing, which
    is shown where widgets cannot run.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    document = traitlets.Bytes(read_only=True).tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)
    view = traitlets.Unicode("").tag(sync=True)
    wave = traitlets.Int(0).tag(sync=True)

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self._known = frozenset(exploration.imports.modules)
        self.set_trait("document", widget_document(exploration))
        super().__init__(_esm=widget_program(), view=first_view(exploration))

    @traitlets.validate("selected")
    def _check_selected(self, proposal: dict[str, Any]) -> str:
        module: str = proposal["value"]
        if module not in self._known:
            try:
                check_module(module, self.exploration.imports.modules)
            except BadTarget as error:
                raise NoSuchModule(error.target, error.found, error.nearest) from None
        return module

    @traitlets.validate("view")
    def _check_view(self, proposal: dict[str, Any]) -> str:
        view: str = proposal["value"]
        try:
            check_view(view, self.exploration)
        except BadUsage as error:
            raise NoSuchValue(str(error)) from None
        return view

    @traitlets.validate("wave")
    def _check_wave(self, proposal: dict[str, Any]) -> int:
        wave: int = proposal["value"]
        try:
            check_wave(wave, self.exploration)
        except BadUsage as error:
            raise NoSuchValue(str(error)) from None
        return wave

    @cached_property
    def _still(self) -> dict[str, str]:
        return still_bundle(self.exploration)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget's view, with the drawing and the words for where widgets cannot run."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**data, **self._still}, metadata

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.exploration.trace.target}, selected {self.selected!r}>"


# traitlets takes a change back only for an error of its own kind
class NoSuchModule(BadTarget, traitlets.TraitError):
    """The module to select is not in the tree."""


class NoSuchValue(BadUsage, traitlets.TraitError):
    """The view or the wave is not there."""
