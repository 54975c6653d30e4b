from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(params=["emulated", "local", "processes"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)
