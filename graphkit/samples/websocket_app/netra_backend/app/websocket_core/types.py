"""Small types that sockets share."""

from __future__ import annotations

from typing import NewType

ConnectionId = NewType("ConnectionId", str)
