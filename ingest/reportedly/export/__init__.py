"""The graph and what is read, in the formats of other tools.

    save("trig", store, "graph.trig")                     # all graphs; "-" is standard output
    save("csv", store, "statements.csv")                  # a row for each statement, for Excel
    save("gexf", build(store, "claims"), "claims.gexf")   # a network, for Gephi
    save("gexf", dress(build(store, "claims")), "x.gexf") # with colours, sizes and places
    to_dataframe(build(store, "claims"), "edges")         # for pandas or polars
    write_readings(readings, "jsonl", None)               # articles just read, without a store

`formats()` lists what there is, plug-ins included. A file appears when it is complete.
"""

from reportedly.export.attribution import brat, jsonl
from reportedly.export.frames import to_dataframe
from reportedly.export.readings import READING_FORMATS, write_readings
from reportedly.export.registry import FORMATS, Format, formats, save

__all__ = [
    "FORMATS",
    "READING_FORMATS",
    "Format",
    "brat",
    "formats",
    "jsonl",
    "save",
    "to_dataframe",
    "write_readings",
]
