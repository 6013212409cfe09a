"""A JupyterLab of its own: a server on a free port, with settings, kernels and files that nobody else has."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

from tests.conftest import REPOSITORY

# a slow machine with others at work on it
SECONDS = 120
SETTINGS: dict[str, dict[str, object]] = {
    # cells out of sight are in the page as well
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    # no question in front of what is clicked
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false"},
}


class Lab(NamedTuple):
    """A server that runs."""

    url: str
    token: str

    def address(self, notebook: str) -> str:
        """Where to open a notebook of its directory."""
        return f"{self.url}lab/tree/{notebook}?token={self.token}"

    def ask(self, path: str, method: str = "GET") -> Any:
        """What the server answers."""
        headers = {"Authorization": f"token {self.token}"}
        with urlopen(Request(f"{self.url}api/{path}", headers=headers, method=method), timeout=10) as answer:
            body = answer.read()
        return json.loads(body) if body else None


@contextmanager
def started(directory: Path, settings: Mapping[str, Mapping[str, object]] = SETTINGS) -> Iterator[Lab]:
    """Start JupyterLab on `directory`/files; at the end it and all of its kernels are gone."""
    places = {name: directory / name for name in ("files", "config", "data", "runtime", "ipython", "home")}
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    for name, values in settings.items():
        file = places["config"] / "lab" / "user-settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    token = secrets.token_hex(16)
    log = directory / "jupyterlab.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            command(places["files"], token),
            env=environment(places),
            cwd=places["files"],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        lab = Lab(running(server, places["runtime"], log), token)
        yield lab
        for kernel in lab.ask("kernels"):
            lab.ask(f"kernels/{kernel['id']}", "DELETE")
    finally:
        stop(server)


def command(files: Path, token: str) -> list[str]:
    """The server's command line; port 0 is whichever is free."""
    settings = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": "0",
        "ServerApp.open_browser": "False",
        "ServerApp.root_dir": str(files),
        "ServerApp.allow_root": "True",
        "IdentityProvider.token": token,
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LabApp.expose_app_in_browser": "True",
    }
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        *(f"--{name}={value}" for name, value in settings.items()),
    ]


def environment(places: Mapping[str, Path]) -> dict[str, str]:
    """This process's environment, but for all that is Jupyter's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    path = filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH", "")))
    return kept | {
        "HOME": str(places["home"]),
        "IPYTHONDIR": str(places["ipython"]),
        "JUPYTER_CONFIG_DIR": str(places["config"]),
        "JUPYTER_DATA_DIR": str(places["data"]),
        "JUPYTER_RUNTIME_DIR": str(places["runtime"]),
        "PYTHONPATH": os.pathsep.join(path),
    }


def running(server: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """Wait until the server says in its runtime directory where it is; return the address."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            try:
                found = json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                # it is being written
                continue
            return str(found["url"])
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: asked first, so that it ends its kernels; those end by themselves when it is gone."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)
