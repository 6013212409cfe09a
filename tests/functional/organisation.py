"""A small organisation: repositories that use `wire.core:connect`, each in another way."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.functional.trees import tree

TARGET = "wire.core:connect"

REPOSITORIES: dict[str, dict[str, str]] = {
    # the provider: a src layout, a facade and a second name
    "wire": {
        "src/wire/__init__.py": "from wire.core import connect\n",
        "src/wire/core.py": "def connect(): ...\n",
        "src/wire/legacy.py": "from wire.core import connect as link\n",
        "tests/test_core.py": "from wire import connect\n\ndef test(): connect()\n",
        "CODEOWNERS": "# all of it\n* @platform\n/docs @writers\n",
    },
    "billing": {
        "billing/__init__.py": "",
        "billing/app.py": "from wire import connect\n\n\ndef run():\n    connect()\n",
        "billing/jobs.py": "from billing.app import connect as again\n\nagain()\n",
    },
    "shipping": {"src/shipping/api.py": "import wire.core\n\nwire.core.connect()\n"},
    # hands it on under another name; `reports` takes it there
    "toolkit": {"toolkit/__init__.py": "from wire import connect as open_wire\n"},
    "reports": {"reports/run.py": "import toolkit\n\n\ndef go():\n    return toolkit.open_wire()\n"},
    # and once more, by a star without the name in its text
    "kit2": {"kit2/__init__.py": "from toolkit import *\n"},
    "archive_bot": {"bot.py": "from kit2 import open_wire\n\nopen_wire()\n"},
    "star": {"star.py": "from wire import *\n\nconnect()\n"},
    "dynamic": {"dyn.py": "import wire.core\n\n\ndef get(name):\n    return getattr(wire.core, name)\n"},
    # its own function of that name, and one that has nothing to do with it
    "own": {"own/__init__.py": "def connect(): ...\n\n\nconnect()\n"},
    "nothing": {"nothing.py": "import os\n"},
}
PARCEL = {"parcel/__init__.py": "", "parcel/send.py": "from wire.legacy import link\n\nlink()\n"}
MAILER = {"setup.py": "", "src/mailer/__init__.py": "from wire import connect\n\nconnect()\n"}


def organisation(root: Path) -> Path:
    """Write all repositories below `root`: directories, a wheel and a source distribution."""
    for name, files in REPOSITORIES.items():
        tree(root / name, files)
    wheel(root / "parcel-1.0-py3-none-any.whl", PARCEL)
    sdist(root / "mailer-2.0.tar.gz", {f"mailer-2.0/{name}": text for name, text in MAILER.items()})
    return root


def wheel(path: Path, files: Mapping[str, str]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def sdist(path: Path, files: Mapping[str, str]) -> Path:
    """Write a compressed tar archive."""
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            raw = text.encode()
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return path
