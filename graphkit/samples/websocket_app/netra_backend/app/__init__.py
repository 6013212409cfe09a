"""The application: routes on top, then services and agents, then sockets and storage."""
