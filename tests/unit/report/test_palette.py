from __future__ import annotations

import re

from graphkit.report.palette import NODES


def _channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (_channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_are_six_digits_and_text_is_legible() -> None:
    for look in NODES.values():
        assert all(re.fullmatch("#[0-9a-f]{6}", c) for c in (look.fill, look.line, look.text))
        dark, light = sorted(map(luminance, (look.fill, look.text)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_no_two_states_need_colour_to_be_told_apart() -> None:
    looks = {(look.shape, look.style, look.peripheries) for look in NODES.values()}
    assert len(looks) == len(NODES)
