"""A piece of HTML, such as the body field of an export, as paragraphs of plain text.

There is nothing to leave out but the tags: what is in such a field is the article. A whole page,
with menus and all, is for `page`.
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]{0,5000}>|<!--|-->", re.IGNORECASE)
_KNOWN = re.compile(
    r"</?(?:p|br|div|a|strong|em|b|i|u|span|h[1-6]|ul|ol|li|blockquote|figure|img|section"
    r"|article|table|tr|td)\b[^<>]{0,5000}>",
    re.IGNORECASE,
)
_BLOCKS = set(
    "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote figure figcaption section article aside header"
    " footer table tr td th pre hr dl dt dd".split()
)
_UNSEEN = {"script", "style", "template", "noscript"}
_BREAK = "\v"  # between paragraphs, until white space is settled


def is_markup(text: str) -> bool:
    """Tell whether `text` is HTML rather than plain text."""
    return _KNOWN.search(text) is not None


def plain(html: str) -> str:
    """Return the text of `html`, paragraphs separated by blank lines; plain text stays itself."""
    if "<" not in html:
        return unescape(html)
    out: list[str] = []
    at, unseen = 0, ""
    for tag in _TAG.finditer(html):
        if not unseen:
            out.append(unescape(html[at : tag.start()]))
        at = tag.end()
        unseen = _after(tag, unseen)
        out.append("" if unseen else _gap((tag[2] or "").lower()))
    if not unseen:
        out.append(unescape(html[at:]))
    paragraphs = (" ".join(part.split()) for part in "".join(out).split(_BREAK))
    return "\n\n".join(part for part in paragraphs if part)


def _after(tag: re.Match[str], unseen: str) -> str:
    """Return the element, or comment, that hides what comes after `tag`; "" if none does."""
    name = (tag[2] or "").lower()
    if unseen:
        closes = tag[0] == "-->" if unseen == "<!--" else bool(tag[1]) and name == unseen
        return "" if closes else unseen
    if tag[0] == "<!--":
        return tag[0]
    return name if name in _UNSEEN and not tag[1] else ""


def _gap(name: str) -> str:
    return _BREAK if name in _BLOCKS or name == "br" else ""
