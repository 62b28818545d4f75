"""Where articles come from: files of many formats, folders of them, standard input, the web.

    file, folder, "-" ──▶ intake ──▶ formats ──▶ encoding ──▶ text                   ──▶ Article
    address                 │        folder       mhtml   ──▶ page, markup, metadata
                            └──▶ web: pages, feeds, sitemaps, OPML lists

Everything is read as a stream; what cannot be read is an `Issue` in that stream.
"""

from reportedly.source.formats.stream import Meter
from reportedly.source.intake import read
from reportedly.source.web.memory import FileMemory
from reportedly.source.web.plan import Web
from reportedly.source.web.witness import Tally

__all__ = ["FileMemory", "Meter", "Tally", "Web", "read"]
