"""What the tests of several packages share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A busy machine must not fail a test, nor today's luck a change: `--hypothesis-profile=explore`
# tries other examples at every run.
settings.register_profile("gate", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the source checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seed() -> Path:
    """The sample article that ships with the package."""
    return ROOT / "seeds" / "ukrinform-isw-ceasefire.txt"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data and scorers beside the checkout, which not every checkout has."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared with the gold data, which lies outside the repository")
    return folder
