from __future__ import annotations

import pytest

from graphkit.errors import BadConfig, BadOrder
from graphkit.extract.toml_files import parse_toml


def test_tables_are_returned() -> None:
    assert parse_toml("a.toml", b"[a]\nb = ['\xc3\xa9']\n", BadConfig) == {"a": {"b": ["é"]}}


@pytest.mark.parametrize("refusal", [BadConfig, BadOrder])
@pytest.mark.parametrize(
    ("raw", "found", "hint"),
    [
        (b"a = [\n", "not valid TOML", "correct the line named"),
        (b"a = '\xff'", "not valid TOML", "correct the line named"),
        (b"a = " + b"[" * 3000, "nested too deeply", ""),
    ],
)
def test_what_is_no_toml_is_refused_in_the_callers_words(
    raw: bytes, found: str, hint: str, refusal: type[BadConfig | BadOrder]
) -> None:
    with pytest.raises(refusal, match=found) as caught:
        parse_toml("a.toml", raw, refusal)
    assert caught.value.args[0] == "a.toml"
    assert caught.value.args[2] == hint
