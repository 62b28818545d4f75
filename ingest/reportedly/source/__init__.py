"""Where articles come from: files of many formats, folders of them, standard input.

    file, folder, "-" ──▶ intake ──▶ formats ──▶ encoding ──▶ text                   ──▶ Article
                          folder                  mhtml   ──▶ page, markup, metadata

Everything is read as a stream; what cannot be read is an `Issue` in that stream.
"""

from reportedly.source.formats.stream import Meter
from reportedly.source.intake import read

__all__ = ["Meter", "read"]
