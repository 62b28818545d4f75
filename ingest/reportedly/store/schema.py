"""The tables of the bookkeeping, and the steps that bring an older database up to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.store import (
    copies,
    corrections,
    editions,
    gist,
    issuelog,
    journal,
    judgements,
    links,
    naming,
    runs,
    wording,
)

if TYPE_CHECKING:
    import sqlite3

COPIES: Final = 2  # the version that first had the tables of copies

_TEXTS = """
CREATE TABLE version (              -- a text as it was read last
    version    TEXT PRIMARY KEY,
    graph      TEXT NOT NULL,
    article    TEXT NOT NULL,       -- JSON: the Article without its text
    model      TEXT NOT NULL,       -- JSON: the Model
    statements INTEGER NOT NULL,
    quads      INTEGER NOT NULL,
    recorded   TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE text (version TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE place (                -- which versions were found where
    place       TEXT NOT NULL,
    version     TEXT NOT NULL,
    home        INTEGER NOT NULL,   -- whether the document is known by this place
    now         INTEGER NOT NULL,   -- whether the place has it now
    fingerprint TEXT NOT NULL,      -- of the article as it was given here
    recorded    TEXT NOT NULL,
    PRIMARY KEY (place, version)
) WITHOUT ROWID;
CREATE UNIQUE INDEX place_now ON place (place) WHERE now;
CREATE INDEX home_now ON place (version) WHERE home AND now;
CREATE TABLE unpacked (quads INTEGER NOT NULL);  -- written since the graphs were last optimised
INSERT INTO unpacked VALUES (0);
"""
_CURRENT = """
CREATE VIEW current AS
    SELECT * FROM version AS v
    WHERE EXISTS (SELECT 1 FROM place AS p WHERE p.version = v.version AND p.home AND p.now);
"""
_FIRST = _TEXTS + journal.SCHEMA + issuelog.SCHEMA + _CURRENT
_STEPS = {
    COPIES: copies.SCHEMA,
    3: judgements.SCHEMA,
    4: editions.SCHEMA,
    5: corrections.SCHEMA,
    6: links.SCHEMA,
    7: runs.SCHEMA,
    8: wording.SCHEMA,
    10: naming.SCHEMA + gist.SCHEMA,
    11: links.RULES_SCHEMA,
}
VERSION: Final = max(_STEPS)


def made(db: sqlite3.Connection) -> int:
    """Return the version of the tables in `db`; 0 where there are none."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def create(db: sqlite3.Connection) -> None:
    """Make all tables in an empty database, in WAL mode."""
    db.execute("PRAGMA journal_mode=WAL")
    tables = "".join((_FIRST, *_STEPS.values()))
    db.executescript(f"BEGIN IMMEDIATE;{tables}PRAGMA user_version = {VERSION};COMMIT")


def upgrade(db: sqlite3.Connection) -> int:
    """Make the tables that an older `db` lacks, in the open transaction; return what it was."""
    before = made(db)
    for version, tables in _STEPS.items():
        if version > before:
            for statement in tables.split(";"):
                db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")
    return before
