"""A change that takes some triples out of a graph and puts others in, done once or again."""

from __future__ import annotations

from pathlib import Path

from tests.store.fakes import NOW, article, entry

from reportedly.store import open_store
from reportedly.store.change import Change
from reportedly.store.folder import Folder
from reportedly.store.oxigraph import Graphs
from reportedly.store.records import Records

G = "https://x.example/g"


def triple(number: int, text: str = "x") -> str:
    return f'<https://x.example/{number}> <https://x.example/p> "{text}" .'


def test_between_two_graphs_is_what_differs() -> None:
    change = Change.between(G, [triple(1), triple(2)], [triple(2), triple(3)])
    assert change == Change(G, (triple(3),), (), (triple(1),))


def test_changes_in_their_order_once_or_twice(tmp_path: Path) -> None:
    graphs = Graphs(tmp_path / "graph")
    changes = [
        Change(G, (triple(1), triple(2))),
        Change.between(G, [triple(1), triple(2)], [triple(2), triple(3)]),
        Change.between(G, [triple(2), triple(3)], [triple(1), triple(3)]),
    ]
    for _ in range(2):
        graphs.apply(changes)
        assert graphs.ntriples(G) == [triple(1), triple(3)]
    graphs.close()


def test_the_journal_has_what_is_to_be_removed(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.put([entry(article())], NOW)
    records = Records(Folder(tmp_path / "store").articles)
    changes = [Change.between(G, [triple(1, "- a")], [triple(2, "\\n- b")]), Change("", (), (G,))]
    with records.transaction():
        records.journal.add(changes)
    assert list(records.journal.changes()) == changes
    records.close()
