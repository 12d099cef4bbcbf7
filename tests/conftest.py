"""Random tests draw the same examples on every machine."""

from hypothesis import settings

settings.register_profile("same everywhere", derandomize=True)
settings.load_profile("same everywhere")
