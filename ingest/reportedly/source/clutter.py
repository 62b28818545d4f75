"""What stands inside an article's element on a page and is not the article.

Newsletter calls, "read also" lines, captions, biographies, share bars, endnotes, quotations that
repeat the text. Elements go by what they are called (classes, ids and data attributes are words of
English on nearly every site), by their heading, or by being nothing but a link; lines at the end
of the text go by how they begin. Nothing that holds a large part of the text goes by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportedly.source.tree import Element, content

_NAMES = re.compile(
    r"""(?:^|[\s_-])(?:
      newsletters?|subscri(?:be|ption|ptions)|sign-?up|signup|paywall|regwall|registration
    | related(?:posts|links|inline|stories|content|articles)?|recirc(?:ulation)?|rich-?link
    | read-?(?:more|also|next)|see-?also|also-?read|most-?(?:read|viewed|popular)|interstitial-?link
    | links-?block|link-?list|linklist|bookmark-?card|digest-post-embed|hub-peek-embed
    | promo(?:box|tion)?|donate|donation|membership|telegram-banner|app-?banner
    | shar(?:e|ing|edaddy)|social(?:s|-share|-links)?|addtoany|toolbar
    | author-?(?:bio|box|info|card|note|description|profile)|bio|biography|about-?(?:the-?)?authors?
    | captions?|img_caption|credits?|photo-?(?:title|author|credit)|wp-caption-text
    | comments?(?:-area|-list|s-page)?|disqus_thread|respond
    | cookies?|consent|onetrust|gdpr|taboola|outbrain|trc_related_container
    | ad|ads|advert|advertisement|ad-?slot|sponsored
    | disclaimer|editor-note|sign-?off|print-?only|info-?box|fact-?box|link_preview|key-?events
    )(?=$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTES = re.compile(r"(?:^|[\s_-])(?:foot|end)-?notes?(?=$|[\s_-])|doc-endnotes", re.IGNORECASE)
_NOTE_LINK = re.compile(r"\[?\(?\s*(?:\d{1,3}|[a-z*†‡]|[ivx]{1,5})\s*\)?\]?", re.IGNORECASE)
_PULLED = re.compile(r"pull|quote-block|callout", re.IGNORECASE)
_NAMED = (
    "class",
    "id",
    "role",
    "data-component",
    "data-hook",
    "data-testid",
    "data-qa",
    "data-type",
)
_CONTAINERS = ("div", "section", "aside", "ul", "ol", "p", "h2", "h3", "h4", "figure", "span")
_BLOCKS = ("p", "li", "div", "h2", "h3", "h4", "blockquote", "aside")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "span")
_MOST_SHARE = 0.3  # of the text in paragraphs; what holds more is the article, however it is called
_LABEL = re.compile(
    r"""\W*(?:(?:(?:read|see|watch|listen)\s+(?:also|more|next|here)|also\s+(?:read|see|in)
    |(?:more|further)\s+(?:on|from|about|in)\s.{0,40}?|related(?:\s+\w+)?|recommended
    |don[’']?t\s+miss|in\s+case\s+you\s+missed\s+it|explore\s+more.{0,30}|keep\s+reading
    |(?:sign\s+up|subscribe|follow)\b.{0,60}?)\s*(?:[:|–—-]|$))""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLES = re.compile(
    r"""\s*(?:newsletters?|related(?:\s+(?:stories|articles|links|posts|topics|news))?|read\s+more
    |more\s+(?:from|on|in)\b.{0,40}|most\s+(?:read|viewed|popular)|share(?:\s+this.{0,20})?
    |about\s+the\s+authors?|(?:foot|end)notes|recommended.{0,20}|subscribe.{0,30}|sign\s+up.{0,40}
    |you\s+may\s+also\s+like|also\s+interesting|recent\s+posts|comments?)\s*:?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    r"""\W*(?:(?:additional\s+)?(?:reporting|writing|editing|edited|compiled|translated)\s+by\b
    | [^.]{3,120}\bcontributed\s+(?:reporting\s+)?to\s+this\s+(?:report|story|article)
    | this\s+(?:interview|conversation|transcript)\s+(?:has\s+been|was)\s
    | (?:the\s+)?(?:views|opinions)\s+(?:expressed|in\s+this)
    | our\s+standards\s*:
    | follow\s.{0,60}(?:\bcoverage\b|https?:|\bon\s+(?:x|twitter|telegram|facebook)\b)
    | if\s+you\s+have\s+(?:found|noticed|spotted|spot)\b
    | click\s+here | ©|copyright\b | [_*=\s-]{2,}$
    | (?:share|tweet|print|e-?mail|comment)(?:\s+this)?\W*$
    | (?:posted|filed|tagged)\s+(?:in|under)\b | tags?\s*: )""",
    re.IGNORECASE | re.VERBOSE,
)
_LAST_PART = re.compile(
    r"(?:notes?\s+(?:to|for)\s+editors?|media\s+contacts?|press\s+contacts?|contacts?(?:\s+for\s+.*)?"
    r"|about\s+the\s+authors?|(?:foot|end)notes|references|related\s+\w+)\s*:?",
    re.IGNORECASE,
)
_TOPMOST = re.compile(
    r"\W*(?:click\s+here\b|download\s+the\s+pdf|listen\s+to\s+this|(?:[\d.]+\s+)?min(?:ute)?s?\s+read"
    r"|edited\s+by\s+[A-Z]|by\s+[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,3}\s*$)",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"\s+(?:is|was|are|has|have|had|writes?|covers?|reports?|teaches|works?|lives?|serves?|joined)\b"
)
_LAST = 5  # paragraphs at either end among which closing lines and biographies are looked for


def prune(tree: Element) -> None:
    """Take out of `tree` what is clutter by its name, its heading or its shape."""
    _drop_notes(tree)
    whole = sum(len(content(p)) for p in tree.iter("p")) or 1
    limit = max(_MOST_SHARE * whole, 200)
    for is_clutter in (_by_name, _by_heading, _by_link, _by_print):
        _drop((e for e in tree.iter(*_CONTAINERS) if is_clutter(e)), limit)
    said = _plain(content(tree))
    quotes = tree.iter("blockquote", "aside", "div", "figure", "p")
    _drop((element for element in quotes if _repeats(element, said)), limit)


def _drop(elements: Iterable[Element], limit: float) -> None:
    for element in list(elements):
        if element.getparent() is None or next(element.iter("h1", "main"), None) is not None:
            continue
        if len(content(element)) <= limit:
            _remove(element)


def _remove(element: Element) -> None:
    """Take `element` out and leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _called(element: Element) -> str:
    return " ".join(element.get(name, "") for name in _NAMED)


def _by_name(element: Element) -> bool:
    return _NAMES.search(_split(_called(element))) is not None


def _split(names: str) -> str:
    """Return "articleBody" as "article-Body", for names are written either way."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)


def _by_heading(element: Element) -> bool:
    """Tell whether the first thing in a small block is a heading such as "Newsletter"."""
    if element.tag in {"p", "span"} or _is_heading(element):
        return False
    first = next(element.iterchildren(), None)
    while first is not None and first.tag in {"div", "form", "header"}:
        first = next(first.iterchildren(), None)
    return first is not None and first.tag in _HEADINGS and _titled(first)


def _is_heading(element: Element) -> bool:
    return element.tag in {"h2", "h3", "h4", "h5", "h6"}


def _titled(element: Element) -> bool:
    return _TITLES.fullmatch(content(element)) is not None


def _by_link(element: Element) -> bool:
    """Tell whether a paragraph is one link, or a "read also" with its link.

    A label alone ("READ MORE:") announces the list of links that follows it.
    """
    if element.tag not in {"p", "div", "h2", "h3", "h4"} or len(element) > 6:
        return False
    if next(element.iterdescendants(*_BLOCKS), None) is not None:
        return False
    text = content(element).strip()
    if not text or len(text) > 300:
        return False
    linked = sum(len(content(link).strip()) for link in element.iter("a"))
    label = _LABEL.match(text)
    if label is not None:
        return label.end() == len(text) or linked >= 0.7 * (len(text) - label.end())
    return element.tag == "p" and linked >= 0.9 * len(text)


def _by_print(element: Element) -> bool:
    """Tell whether a paragraph is set in small print throughout."""
    if element.tag != "p":
        return False
    small = [e for e in element.iter("small", "font") if e.tag == "small" or e.get("size") == "1"]
    return bool(small) and len(content(small[0]).strip()) == len(content(element).strip())


def _repeats(element: Element, said: str) -> bool:
    """Tell whether a quotation set apart says again what stands in the text."""
    if element.tag != "blockquote" and not _PULLED.search(_called(element)):
        return False
    inner = next(element.iter("blockquote"), element)
    words = _plain(content(next(inner.iter("p"), inner)))
    return len(words) >= 12 and said.count(words) > 1


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _drop_notes(tree: Element) -> None:
    """Take out the endnotes and then the marks in the text that refer to them."""
    notes = [
        e for e in tree.iter("section", "div", "ol", "ul", "aside") if _NOTES.search(_called(e))
    ]
    notes += [e for e in tree.iter("p", "li", "div") if _is_note(e)]
    for element in notes:
        if element.getparent() is not None and next(element.iter("h1"), None) is None:
            _remove(element)
    for mark in [*tree.iter("sup"), *tree.iter("a")]:
        if mark.getparent() is not None and _is_mark(mark):
            _remove(mark)


def _is_note(element: Element) -> bool:
    first = next(element.iterchildren(), None)
    return first is not None and not (element.text or "").strip() and _is_mark(first)


def _is_mark(element: Element) -> bool:
    """Tell whether `element` is a reference like [1] to another place of the page."""
    links = [element] if element.tag == "a" else list(element.iter("a"))
    local = [link for link in links if link.get("href", "").startswith("#")]
    return bool(local) and _NOTE_LINK.fullmatch(content(element).strip()) is not None


def tidy(paragraphs: Sequence[str], authors: Sequence[str]) -> list[str]:
    """Return the `paragraphs` of the text without bylines before and notices after it."""
    kept = [text for n, text in enumerate(paragraphs) if n >= _LAST or not _opens(text, authors)]
    kept = _without_last_part(kept)
    start = max(len(kept) - _LAST, 1)
    closing = [text for text in kept[start:] if not _closes(text, authors)]
    return _once([*kept[:start], *closing])


def _opens(text: str, authors: Sequence[str]) -> bool:
    names = re.split(
        r"\s*(?:,\s*and|,|\band\b|&)\s*", re.sub(r"^by\s+", "", text, flags=re.IGNORECASE)
    )
    return _TOPMOST.match(text) is not None or all(name in authors for name in names)


def _closes(text: str, authors: Sequence[str]) -> bool:
    if len(text) > 400:
        return False
    about = any(
        text.startswith(name) and _BIOGRAPHY.match(text, len(name)) for name in authors if name
    )
    return about or _CLOSING.match(text) is not None


def _without_last_part(paragraphs: Sequence[str]) -> list[str]:
    """Cut off what follows a heading like "Notes to editors" in the second half."""
    for n in range(max(len(paragraphs) // 2, 1), len(paragraphs)):
        if _LAST_PART.fullmatch(paragraphs[n]):
            return list(paragraphs[:n])
    return list(paragraphs)


def _once(paragraphs: Sequence[str]) -> list[str]:
    """Leave out what another, longer paragraph holds word for word: a quotation pulled out."""
    plain = [f" {_plain(text)} " for text in paragraphs]
    return [
        text
        for text, words in zip(paragraphs, plain, strict=True)
        if words.count(" ") < 6 or not any(words in other and words != other for other in plain)
    ]
