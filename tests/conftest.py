"""Shared by all tests. This folder is on the path, so helpers are imported as ``support.<module>``."""
