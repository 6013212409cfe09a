"""Both directions of a conversation; the two modules import each other."""
