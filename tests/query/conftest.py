from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.query.bridge import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.store import Store


@pytest.fixture(scope="session")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(tmp_path_factory.mktemp("bridge") / "store") as store:
        yield store
