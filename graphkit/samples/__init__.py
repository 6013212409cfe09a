"""The bundled sample: `websocket_app/`, a small chat application with one deprecated function.

Package data, never imported: the directory is a root whose children are importable. It runs on the standard
library, its own tests pass, and it takes `get_websocket_manager_factory` in every form that tracing must know.
"""
