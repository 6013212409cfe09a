"""Round figures for an axis, and figures as a reader wants them."""

from __future__ import annotations

import math

_ROUND = (1, 2, 5, 10)


def steps(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Return round figures from `low` to `high`, at most `most` apart from zero; whole ones, zero among them.

    >>> steps(0, 34), steps(-51, 112), steps(0, 0)
    ((0, 10, 20, 30), (-50, 0, 50, 100), (0,))
    """
    span = max(high - low, 1)
    power = 10 ** math.floor(math.log10(max(span / most, 1)))
    step = next(power * factor for factor in _ROUND if span / (power * factor) <= most)
    return tuple(step * number for number in range(math.ceil(low / step), math.floor(high / step) + 1))


def figure(value: float) -> str:
    """Write a figure, without a fraction where there is none.

    >>> figure(1200), figure(90.476)
    ('1,200', '90.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
