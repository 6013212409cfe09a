"""What can go wrong while logging in."""


class LoginFailed(Exception):
    """The name or the password is wrong."""


class BadToken(Exception):
    """A token that is forged, damaged or too old."""
