"""One address for one article: what a URL is called however somebody came by it.

A news page goes by many addresses: with a campaign's parameters, as AMP, on the mobile host, in
print, with a session's number. `canonical` gives all of them one. An address that is changed too
little costs a second copy, which the comparison of texts finds anyway; one that is changed too much
makes one article replace another. So a parameter goes only when it is known to say nothing of
the article, and "www." stays. (courlan, which comes with trafilatura, also drops `cid`, `uid` and
whatever begins with "ga" or "ref": article numbers in some systems.)

What a page says of its own address (`rel=canonical`, `og:url`) is better than any rule, unless it
names another site or the front page, as misconfigured systems do: `chosen` takes it with care.
"""

from __future__ import annotations

import re
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_AMP_CACHE = re.compile(r"https?://[\w.-]+\.cdn\.ampproject\.org/[a-z]/(?:s/)?", re.IGNORECASE)
_AMP_VIEWER = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/amp/(?:s/)?", re.IGNORECASE)
_INDEX = re.compile(
    r"(?:index|default|home)\.(?:x?html?|php\d?|aspx?|jsp|cgi|shtml)", re.IGNORECASE
)
_AMP_ENDING = re.compile(r"\.amp(\.\w+)?$", re.IGNORECASE)
_VIEWS = frozenset({"amp", "print", "printable", "print-view", "printview"})
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?#]*", re.IGNORECASE)
_ASP_SESSION = re.compile(r"\((?:[A-Z]\([^()/]*\))+\)")
_NARROW = frozenset({"m", "mobile", "amp", "wap", "touch"})
_LANGUAGE = re.compile(r"/[a-z]{2}(?:-[a-z]{2})?/?", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_UNSAFE = re.compile(r"""[^A-Za-z0-9._~!$&'()*+,;=:@/%-]|%(?![0-9a-fA-F]{2})""")

# Parameters of campaigns, sharing and analytics; a prefix ends in "*".
_TRACKERS = """
utm_* pk_* mtm_* matomo_* piwik_* itm_* ga_* at_* ns_* sc_* vero_* oly_* mc_* mkt_* wt_* wt.* guce_*
hsa_* _hs* trk* ref_* share_* soc_* amp_* gs_* xtor __twitter_impression __source _ga _gl
fbclid gclid dclid gbraid wbraid gclsrc msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh
epik rb_clickid s_kwcid hsctatracking cmpid cmp ocid icid ncid intcmp intcid smid smtyp mod
reflink ftag ftcamp ftcid guccounter tsrc sref sr_share spm campaign medium source partner
ref referer referrer rss feedtype affiliate aff aff_id share shared sharetype social fb_ref
fb_source fb_action_ids fb_action_types usqp cn-reloaded traffic_source taid dicbo wprov
""".split()
_SESSIONS = """
phpsessid jsessionid sessionid session_id sessid aspsessionid* cfid cftoken
""".split()
_AMP_NAMES = frozenset({"amp", "isamp", "is_amp", "_amp"})
_VIEW_NAMES = frozenset(
    {"output", "outputtype", "view", "mode", "format", "type", "display", "tpl"}
)
_PRINT_NAMES = frozenset({"print", "printable", "print_view", "printview", "printversion"})
_MOBILE_NAMES = frozenset({"m", "mobile", "mobi"})
_SWITCH = frozenset({"", "0", "1", "true", "false", "yes", "no", "on", "off"})
_TOKEN = re.compile(r"[0-9a-z]{16,}", re.IGNORECASE)


def canonical(url: str) -> str:
    """Return the one address of the article at `url`; applied to its own result, it stays.

    What is not a web address, or cannot be read as one, is returned as it is.
    """
    while (simpler := _simplified(url)) != url:  # one rule may uncover what is another's
        url = simpler
    return url


def _simplified(url: str) -> str:
    address = _unwrapped(url.strip())
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return url
    scheme = _scheme(parts.scheme.lower(), host, port)
    fragment = _quoted(parts.fragment) if parts.fragment.startswith("!") else ""
    return urlunsplit(
        (scheme, _netloc(host, port), _path(parts.path), _query(parts.query), fragment)
    )


def chosen(page: str | None, stated: Iterable[str]) -> str | None:
    """Return the address by which a page goes that was had at `page` and states others of itself.

    The first stated one counts that lies on the page's own registered domain and is not a front
    page, else `page` itself. Where nobody knows where the page was had, every site is its own.
    """
    own = registered(page) if page else None
    trusted = (a for a in stated if not is_front(a) and (own is None or registered(a) == own))
    return next(trusted, page)


def is_front(url: str) -> bool:
    """Tell whether `url` is a site's front page, or its front page in a language."""
    parts = urlsplit(canonical(url))
    home = parts.path in {"", "/"} or _LANGUAGE.fullmatch(parts.path) is not None
    return home and not parts.query and not parts.fragment


def registered(url: str) -> str | None:
    """Return the registered domain of `url` by the public suffix list: "bbc.co.uk".

    Where a host gives each of its users a domain, as blogspot.com does, that of the user counts.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return _registered(_host(host), private=True) if host else None


@cache
def _registered(host: str, *, private: bool = False) -> str:
    from tld import get_fld  # 0.1 s, for pages only

    if not _is_public(host):
        return host
    # A top-level domain that is not on the list is a suffix too (publicsuffix.org/list).
    found = get_fld(f"https://{host}/", fail_silently=True, search_private=private)
    return found or ".".join(host.split(".")[-2:])


def _unwrapped(url: str) -> str:
    """Return the address that an AMP cache serves."""
    for cache_ in (_AMP_CACHE, _AMP_VIEWER):
        if found := cache_.match(url):
            return _unwrapped(f"https://{url[found.end() :]}")
    return url


def _scheme(scheme: str, host: str, port: int | None) -> str:
    """Return "https", unless that address would not answer: other ports, hosts of a local net."""
    if scheme == "https" or (port in {None, 80, 443} and _is_public(host)):
        return "https"
    return scheme


def _is_public(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return "." in host.strip(".")
    return False


def _netloc(host: str, port: int | None) -> str:
    """Return host and port; who logs in there is nobody's business."""
    name = _host(host)
    name = f"[{name}]" if ":" in name else name
    return name if port in {None, 80, 443} else f"{name}:{port}"


def _host(host: str) -> str:
    """Return the host in lower case and letters, that of phones and of AMP as the usual one."""
    name = ".".join(map(_label, host.lower().strip(".").split("."))).lower()
    first, _, rest = name.partition(".")
    if first in {"www", *_NARROW} and _second(rest) in _NARROW:
        return _host(rest)  # www.m.example.com
    if first in _NARROW and "." in rest and _registered(name) != name:
        return f"www.{rest}" if _registered(rest) == rest else rest
    return name


def _label(label: str) -> str:
    """Return a label of a host in letters, as it is where its punycode is none."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode().decode("idna")
    except UnicodeError:
        return label


def _second(host: str) -> str:
    """Return the first label of `host` if a whole domain follows it."""
    first, _, rest = host.partition(".")
    return first if "." in rest else ""


def _path(path: str) -> str:
    plain = _SESSION_IN_PATH.sub("", re.sub(r"(?<!:)/{2,}", "/", path))
    segments = [s for s in _resolved(_quoted(plain)) if not _ASP_SESSION.fullmatch(s)]
    kept = [s for s in segments if s.lower() != "amp"] or segments
    while len(kept) > 1 and (kept[-1].lower() in _VIEWS or _INDEX.fullmatch(kept[-1])):
        kept.pop()
    if kept and _INDEX.fullmatch(kept[-1]):
        kept.pop()
    if kept:
        kept[-1] = _AMP_ENDING.sub(r"\1", kept[-1]) or kept[-1]
    return "/" + "/".join(kept)


def _resolved(path: str) -> list[str]:
    """Return the segments of `path`, dots resolved and slashes at the ends ignored."""
    out: list[str] = []
    for segment in path.strip("/").split("/"):
        if segment == "..":
            del out[-1:]
        elif segment != ".":
            out.append(segment)
    return out if out != [""] else []


def _query(query: str) -> str:
    pairs = [pair.partition("=") for pair in query.replace("&amp;", "&").split("&") if pair]
    kept = {
        (_quoted(name, query=True), _quoted(value, query=True) if equals else None)
        for name, equals, value in pairs
        if not _says_nothing(unquote(name).lower(), unquote(value).lower())
    }
    ordered = sorted(kept, key=lambda pair: (pair[0], pair[1] is not None, pair[1] or ""))
    return "&".join(name if value is None else f"{name}={value}" for name, value in ordered)


def _says_nothing(name: str, value: str) -> bool:
    """Tell whether a parameter is of a campaign, a session or a way of showing the page."""
    if name in _NAMES or name.startswith(_PREFIXES):
        return True
    if name == "sid":
        return _TOKEN.fullmatch(value) is not None
    if name in _VIEW_NAMES:
        return value in _VIEWS or value == "mobile"
    switched = name in _PRINT_NAMES or name in _MOBILE_NAMES
    return name in _AMP_NAMES or (switched and (value in _SWITCH or value in _VIEWS))


_KNOWN = (*_TRACKERS, *_SESSIONS)
_NAMES = frozenset(name for name in _KNOWN if not name.endswith("*"))
_PREFIXES = tuple(name[:-1] for name in _KNOWN if name.endswith("*"))


def _quoted(text: str, *, query: bool = False) -> str:
    """Return `text` with every character either plain or percent-encoded, never both ways."""

    def plain(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if _UNRESERVED.match(character) else found[0].upper()

    def encoded(found: re.Match[str]) -> str:
        if query and found[0] in "?/":
            return found[0]
        return quote(found[0], safe="", errors="replace")

    return _ESCAPE.sub(plain, _UNSAFE.sub(encoded, text))
