"""A sheet of paper: texts and shapes in points from its upper left corner, and the figure made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from graphkit.report.charts.fonts import FAMILY, width, wrapped, writable
from graphkit.report.charts.looks import Look, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS_PER_INCH = 72
MARGIN = 24.0
WIDTH = 760.0
# sizes of text
TITLE, REMARK, LABEL, SMALL = 15.0, 10.0, 9.0, 8.0
# from the middle of a line of text down to its base line, in ems
_BASE = 0.36
_SWATCH = 10.0


class Rectangle(NamedTuple):
    """A filled box with its upper left corner at (x, y)."""

    x: float
    y: float
    wide: float
    high: float
    look: Look
    tip: str = ""


class Line(NamedTuple):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str
    thick: float


class Words(NamedTuple):
    """A line of text whose middle is at height y; `align` is "left", "center" or "right"."""

    x: float
    y: float
    text: str
    size: float
    color: str
    align: str = "left"
    bold: bool = False
    # the text in full, where it is shortened
    tip: str = ""


class Sheet:
    """What is drawn, in the order in which it is laid down; texts come on top."""

    def __init__(self, theme: Theme, *, spelled: bool, wide: float = WIDTH) -> None:
        self.theme = theme
        self.wide = wide
        self.high = MARGIN
        # characters that the font lacks are spelled out: see `writable`
        self.spelled = spelled
        self.shapes: list[Rectangle | Line] = []
        self.texts: list[Words] = []

    def clean(self, text: str) -> str:
        """Return `text` as it can be written here."""
        return writable(text, spelled=self.spelled)

    def box(self, x: float, y: float, wide: float, high: float, look: Look, tip: str = "") -> None:
        """Add a rectangle."""
        self.shapes.append(Rectangle(x, y, wide, high, look, self.clean(tip)))

    def line(self, x: float, y: float, to_x: float, to_y: float, color: str, thick: float = 0.8) -> None:
        """Add a line."""
        self.shapes.append(Line(x, y, to_x, to_y, color, thick))

    def write(self, words: Words, *, clear: bool = False) -> None:
        """Add a line of text that stands left or centred; with `clear`, no line shows behind it."""
        self.texts.append(words)
        if clear and words.text:
            wide = width(words.text, words.size, bold=words.bold)
            x = words.x - (wide / 2 if words.align == "center" else 0)
            paper = Look(self.theme.paper, self.theme.paper, self.theme.ink)
            self.box(x - 2, words.y - words.size * 0.6, wide + 4, words.size * 1.2, paper)

    def head(self, title: str, remarks: Sequence[str]) -> None:
        """Write the finding and what else must be known, and move down below it."""
        room = self.wide - 2 * MARGIN
        for line in wrapped(self.clean(title), room, TITLE, bold=True):
            self.write(Words(MARGIN, self.high + TITLE / 2, line, TITLE, self.theme.ink, bold=True))
            self.high += TITLE * 1.35
        self.high += 2
        for remark in remarks:
            for line in wrapped(self.clean(remark), room, REMARK):
                self.write(Words(MARGIN, self.high + REMARK / 2, line, REMARK, self.theme.soft))
                self.high += REMARK * 1.45
        self.high += 8

    def key(self, parts: Sequence[tuple[str, Look | None]]) -> None:
        """Say what each look means, a tick where there is none, and move down below it."""
        x = MARGIN
        for name, look in parts:
            wide = _SWATCH + 5 + width(self.clean(name), LABEL)
            if x > MARGIN and x + wide > self.wide - MARGIN:
                x = MARGIN
                self.high += 16
            middle = self.high + _SWATCH / 2
            if look is None:
                self.tick(x + _SWATCH / 2, self.high - 1, self.high + _SWATCH + 1)
            else:
                self.box(x, self.high, _SWATCH, _SWATCH, look)
            self.write(Words(x + _SWATCH + 5, middle, self.clean(name), LABEL, self.theme.ink))
            x += wide + 18
        self.high += 26

    def tick(self, x: float, y: float, to_y: float) -> None:
        """Draw a mark that is seen on paper and on every bar."""
        self.line(x, y, x, to_y, self.theme.paper, 3.8)
        self.line(x, y, x, to_y, self.theme.ink, 1.8)

    def figure(self) -> tuple[Figure, dict[str, str]]:
        """Make the figure, and say which of its artists, by gid, has which words to show on hovering."""
        from matplotlib.figure import Figure

        size = (self.wide / POINTS_PER_INCH, (self.high + MARGIN) / POINTS_PER_INCH)
        figure = Figure(size, dpi=POINTS_PER_INCH, facecolor=self.theme.paper)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, self.wide)
        axes.set_ylim(self.high + MARGIN, 0)
        tips: dict[str, str] = {}
        for shape in self.shapes:
            self._draw(axes, shape, tips)
        for words in self.texts:
            drawn = axes.text(
                words.x,
                words.y + _BASE * words.size,
                words.text,
                fontsize=words.size,
                color=words.color,
                ha=words.align,
                va="baseline",
                weight="bold" if words.bold else "normal",
                family=FAMILY,
                # a name may hold dollar signs
                parse_math=False,
                zorder=3,
            )
            if words.tip:
                drawn.set_gid(_gid(tips, words.tip))
        return figure, tips

    @staticmethod
    def _draw(axes: Axes, shape: Rectangle | Line, tips: dict[str, str]) -> None:
        from matplotlib import lines, patches

        if isinstance(shape, Line):
            across, down = (shape.x, shape.to_x), (shape.y, shape.to_y)
            drawn = lines.Line2D(
                across, down, color=shape.color, linewidth=shape.thick, solid_capstyle="butt"
            )
            axes.add_line(drawn)
            return
        look = shape.look
        axes.add_patch(
            patches.Rectangle(
                (shape.x, shape.y),
                shape.wide,
                shape.high,
                facecolor=look.fill,
                edgecolor=look.line,
                hatch=look.hatch or None,
                linewidth=0.7,
                zorder=2,
                gid=_gid(tips, shape.tip) if shape.tip else None,
            )
        )


def _gid(tips: dict[str, str], tip: str) -> str:
    name = f"tip-{len(tips)}"
    tips[name] = tip
    return name
