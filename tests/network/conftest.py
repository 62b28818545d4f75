from tests.query.conftest import bridge

__all__ = ["bridge"]
