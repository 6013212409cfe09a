"""Reading what people write about a migration."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadOrder
from graphkit.extract.plan_file import read_document, read_order
from graphkit.model.plan import OrderStep


def order(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "order.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_steps_in_their_order(tmp_path: Path) -> None:
    text = (
        '[[steps]]\ntitle = "one"\nremove = " a.b:c "\n[[steps]]\nremove = ["x"]\nmigrate = ["m", "n.py"]\n'
    )
    assert read_order(order(tmp_path, text)) == (
        OrderStep("one", ("a.b:c",)),
        OrderStep("", ("x",), ("m", "n.py")),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("steps = 1", "it has no steps; write each as [[steps]]"),
        ("", "it has no steps"),
        ("steps = [1]", "step 1 is no table"),
        ("[[step]]\nremove = 'x'", "unknown key 'step' in the file; did you mean 'steps'?"),
        ("[[steps]]\nmigrat = 'x'", "unknown key 'migrat' in step 1; did you mean 'migrate'?"),
        ("[[steps]]\nqqq = 'x'", "known keys: migrate, remove, title"),
        ("[[steps]]\ntitle = 'x'", "step 1 does nothing"),
        ("[[steps]]\nremove = []", "step 1 does nothing"),
        ("[[steps]]\nremove = 3", "step 1: 'remove' must be a string or a list of strings"),
        ("[[steps]]\nmigrate = ['a', '']", "step 1: 'migrate' must be"),
        ("[[steps]]\ntitle = 3\nremove = 'x'", "step 1: 'title' must be a string"),
        ("[[steps]", "not valid TOML"),
        (b"\xff\xfe", "not valid TOML"),
        (f"steps = {'[' * 3000}", "nested too deeply"),
    ],
)
def test_a_bad_order_is_said_in_one_line(tmp_path: Path, text: str | bytes, found: str) -> None:
    path = order(tmp_path, text)
    with pytest.raises(BadOrder) as caught:
        read_order(path)
    assert found in str(caught.value)
    assert str(caught.value).startswith(path)


def test_no_such_order(tmp_path: Path) -> None:
    with pytest.raises(BadOrder, match="cannot be read: no such file"):
        read_order(str(tmp_path / "none.toml"))


def test_a_document_comes_back_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    assert read_document(str(path)) is None
    path.write_bytes(b" \n")
    assert read_document(str(path)) is None
    path.write_bytes(b"a\r\nb\xff\n")
    text = read_document(str(path))
    assert text is not None
    assert text.encode("utf-8", "surrogateescape") == b"a\r\nb\xff\n"
