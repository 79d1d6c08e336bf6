"""Shared by all tests. This folder is on the path, so helpers are imported as ``support.<module>``.

A test whose name holds ``expectation_NN`` keeps that line of ``docs/expectations.md``.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No test may fail because the machine has other work too.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
