"""Where articles come from: text and HTML files, folders of them, standard input.

    file, folder, "-" ──▶ intake ──▶ encoding ──▶ text                    ──▶ Article
                          folder      mhtml   ──▶ page, markup, metadata

Everything is read as a stream; what cannot be read is an `Issue` in that stream.
"""

from reportedly.source.intake import read

__all__ = ["read"]
