"""What can go wrong on a socket."""


class ChatError(Exception):
    """Base of the back end's own errors."""


class ConnectionLost(ChatError):
    """The other side has gone."""


class UnknownConnection(ChatError):
    """A connection id that the manager does not hold."""


class TooManyConnections(ChatError):
    """A user may not open more sockets."""
