"""Web addresses compared: the same page under addresses that differ in what doesn't name it."""

import re
from urllib.parse import urlsplit

WEB = ("http", "https")
USUAL_PORTS = {"http": 80, "https": 443}
# Parameters that say by which way a reader came, of the campaign and advertising systems that most outlets use.
TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid"
    r"|wt_z?mc|wt\.z?mc(?:_id)?|xtor|_ga)(?:=|$)",
    re.IGNORECASE,
)


def address_of(url: str | None) -> str | None:
    """What names the page at `url`, None where it is no page of the web or the home page of an outlet.

    http and https, `www.`, a slash at the end, fragments, and parameters that only track readers make no difference;
    everything else does, the order of the other parameters included.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:  # no valid port, or brackets of an IPv6 address that don't close
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in WEB or not host:
        return None
    path = parts.path.rstrip("/")
    query = "&".join(each for each in parts.query.split("&") if each and not TRACKING.match(each))
    if not path and not query:
        return None
    shown_port = "" if port in (None, USUAL_PORTS[scheme]) else f":{port}"
    return f"{host.removeprefix('www.')}{shown_port}{path}" + (f"?{query}" if query else "")
