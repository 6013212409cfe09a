"""The bundled sample: `websocket_app/`, a small chat application with one deprecated function.

Package data, never imported: the directory is a root whose children are importable. It runs on the standard
library, its own tests pass, and it takes `get_websocket_manager_factory` in every form that tracing must
know.
"""

from __future__ import annotations

import os

# the sample's directory
SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "websocket_app")
