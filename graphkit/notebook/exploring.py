"""`graphkit.widget`: explore a symbol inside a notebook."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Unpack

from graphkit.notebook.still import StillExploration
from graphkit.workflows.explore import collect
from graphkit.workflows.reading import Options

if TYPE_CHECKING:
    from graphkit.notebook.widget import ExploreWidget

_REMEDY = 'nothing can be clicked without anywidget: pip install "graphkit[jupyter]", then restart the kernel'


def widget(target: str, **options: Unpack[Options]) -> ExploreWidget | StillExploration:
    """Return a widget to explore `target` with: map, chains, code of every use, waves.

    `target` and the options are those of `explore`. Of what it returns, `selected` is the name of the module
    that is selected, "" for none; `view` is "chains", "map" or "tables"; `wave` is how many waves have moved.
    All three follow the reader and can be set. Without the package anywidget there is a warning, and a
    drawing instead.

    Raises BadTarget, BadConfig, RootNotFound, NoPythonFiles and CannotRender.
    """
    found = collect(target, **options)
    try:
        from graphkit.notebook.widget import ExploreWidget
    except ModuleNotFoundError as error:
        if error.name not in {"anywidget", "traitlets"}:
            raise
        warnings.warn(_REMEDY, stacklevel=2)
        return StillExploration(found)
    return ExploreWidget(found)
