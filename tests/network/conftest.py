from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.network.made import made
from tests.query.conftest import bridge

if TYPE_CHECKING:
    from reportedly.store.oxigraph import Graphs

__all__ = ["bridge"]


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    return made(tmp_path_factory.mktemp("made"))
