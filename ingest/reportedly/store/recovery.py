"""What a writer that was killed left undone is done again before anybody looks."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from reportedly.errors import StoreError
from reportedly.store.folder import RESTORE
from reportedly.store.oxigraph import Graphs, sweep
from reportedly.store.records import Records

if TYPE_CHECKING:
    from reportedly.store.folder import Folder


def recover(folder: Folder) -> None:
    """Make the changes in the journal, if there are any; the caller holds the writer's lock."""
    with closing(Records(folder.articles)) as records:
        if not records.journal.is_empty():
            sweep(folder.graph)
            with closing(Graphs(folder.graph)) as graphs:
                graphs.apply(records.journal.changes())
                graphs.flush()
            records.journal.clear()
        elif records.has_articles() and not (folder.graph / "CURRENT").exists():
            raise StoreError(str(folder), f"{folder.graph.name}/ is missing or damaged", RESTORE)
