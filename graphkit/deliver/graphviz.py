"""Have Graphviz lay out a drawing: DOT text in, SVG or PNG bytes out.

The program is run directly, under a time limit: `dot` can take hours on a graph that looks harmless.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, files

from graphkit.errors import CannotRender

BUNDLED = "bundled"
SYSTEM = "system"

DPI = 144
MAX_PIXELS = 16_000_000

_POINTS_PER_INCH = 72
# of prctl(2)
_SET_PARENT_DEATH_SIGNAL = 1
_SVG_SIZE = re.compile(rb'<svg width="([\d.]+)pt" height="([\d.]+)pt"')


def render(dot: str, output_format: str, *, engine: str = BUNDLED, timeout: float = 20.0) -> bytes:
    """Lay out DOT text and return it as "svg" or "png".

    `engine`: BUNDLED is the program that is installed with graphkit, SYSTEM the `dot` on the search path.
    A PNG has DPI dots per inch, fewer when it would exceed MAX_PIXELS. `timeout` is in seconds.
    Raises CannotRender; its `timed_out` says whether a smaller graph may help.
    """
    program = _program(engine)
    svg = _run([program, "-Kdot", "-Tsvg"], dot, timeout)
    if output_format == "svg":
        return svg
    return _run([program, "-Kdot", "-Tpng", f"-Gdpi={_dpi(svg)}"], dot, timeout)


def _program(engine: str) -> str:
    if engine == SYSTEM:
        found = shutil.which("dot")
        if found is None or not os.path.isabs(found):
            # one in the current directory may be the analysed code's
            raise CannotRender("there is no Graphviz program 'dot' on the search path")
        return found
    try:
        installed = files("graphviz-pure") or []
    except PackageNotFoundError:
        installed = []
    for file in installed:
        if file.stem == "graphviz-pure" and file.suffix in ("", ".exe"):
            return os.path.realpath(str(file.locate()))
    raise CannotRender("the package graphviz-pure is not installed")


def _dpi(svg: bytes) -> int:
    size = _SVG_SIZE.search(svg)
    if size is None:
        raise CannotRender("Graphviz gave an SVG without a size")
    area = float(size[1]) * float(size[2]) / _POINTS_PER_INCH**2
    return max(1, min(DPI, math.floor(math.sqrt(MAX_PIXELS / max(area, 1)))))


def _run(command: list[str], text: str, timeout: float) -> bytes:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_last_wish(),  # noqa: PLW1509 - None where there are threads
        )
    except OSError as error:
        raise CannotRender(f"{command[0]} does not start: {error.strerror}") from error
    try:
        out, err = process.communicate(text.encode("utf-8", "replace"), timeout)
    except subprocess.TimeoutExpired as error:
        raise CannotRender(f"Graphviz took longer than {timeout:g} s", timed_out=True) from error
    finally:
        # also on Ctrl-C: a session of its own does not hear the terminal's signal
        _stop(process)
    if process.returncode or not out:
        said = [line for line in err.decode("utf-8", "replace").splitlines() if line.strip()]
        errors = [line for line in said if line.lower().startswith("error")] or said[-1:]
        raise CannotRender(f"Graphviz failed with status {process.returncode}: {'; '.join(errors)}")
    return out


def _last_wish() -> Callable[[], None] | None:
    """Return what Graphviz, before it starts, asks the system: to end it should this process be killed.

    None where the system cannot, or where other threads run, beside which nothing may run there.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return None
    import ctypes

    prctl, this = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != this:
            os._exit(1)

    return ask


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
