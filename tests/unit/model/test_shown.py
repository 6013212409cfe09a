from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graphkit.model import shown
from graphkit.model.shown import Shown, connect, frame_of, network_of, views

if TYPE_CHECKING:
    from graphkit.model.shown import MimeTypes


class Recording:
    """Views that say what they were asked."""

    def bundle(self, result: Any, include: MimeTypes, exclude: MimeTypes) -> dict[str, Any]:
        return {"asked": (result, include, exclude)}

    def frame(self, result: Any) -> Any:
        return "frame", result

    def network(self, result: Any) -> Any:
        return "network", result


def test_results_hand_the_question_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown._Port, "views", None)
    with pytest.raises(RuntimeError, match="without graphkit"):
        views()
    connect(Recording)
    value = Shown()
    assert value._repr_mimebundle_(include={"a"}) == {"asked": (value, {"a"}, None)}
    assert frame_of(value) == ("frame", value)
    assert network_of(value) == ("network", value)


def test_the_root_has_connected_the_notebook() -> None:
    assert views().__name__ == "graphkit.notebook.views"  # type: ignore[attr-defined]


def test_the_base_has_no_state() -> None:
    assert vars(Shown()) == {}
