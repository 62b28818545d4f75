"""The one module that knows oxrdflib: a store as an rdflib Dataset, for code that wants one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxrdflib import OxigraphStore
from rdflib import Dataset

from reportedly.store.sparql import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store


def dataset(store: Store) -> Dataset:
    """Return a view of `store` whose default graph is the union of all, with prefixes bound.

    Ask it with `query`: `len` of a Dataset is wrong on named graphs, and walking it is slow.
    """
    view = Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        view.bind(prefix, namespace)
    return view
