"""Finds the data files that travel with the package: ontology, queries, seeds.

In a wheel they lie in `reportedly/data/`; in a source checkout at the top of the repository.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `name` ("ontology", "queries" or "seeds") of this installation.

    Raises FileNotFoundError where the installation is incomplete.
    """
    for base in (_PACKAGE / "data", _PACKAGE.parents[1]):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(
        f"{name}/ is missing from this installation of reportedly: reinstall it"
    )
