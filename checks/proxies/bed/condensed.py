"""The kept table as the guide shows it: a line for each proxy, and what all clients behind it have in common.

    python3 bed/condensed.py [DOCUMENT]

Prints it, or ends with 1 where the document does not have it.
"""

import sys

import table
from clients import OVER_HTTP2

FORMATS = ["array", "ndjson", "ndjson+end", "sse"]
TITLES = ["behind", "arrays", "lines", "lines, `end_record = on`", "events"]
WORDS = {"cut": "cut", "error": "record", "no end": "no end"}
NAMES = {
    "direct": "no proxy",
    "nginx": "nginx, bare `proxy_pass`",
    "nginx-unbuffered": "nginx, `proxy_buffering off`",
    "nginx-1.1": "nginx, `proxy_http_version 1.1`",
    "nginx-1.1-unbuffered": "nginx, 1.1, `proxy_buffering off`",
    "nginx-1.1-gzip": "nginx, 1.1, `gzip on`",
    "nginx-1.1-gzip-unbuffered": "nginx, 1.1, `gzip on`, `proxy_buffering off`",
    "haproxy": "HAProxy",
    "varnish": "Varnish",
    "apache": "Apache httpd",
    "squid": "Squid",
}


def common(cells):
    """The signs that every client has."""
    shared = [sign for sign in WORDS if all(sign in signs for signs, _ in cells)]
    return ", ".join(WORDS[sign] for sign in shared) or "**nothing**"


def lines(kept):
    yield "| " + " | ".join(TITLES) + " |"
    yield "|---" * len(TITLES) + "|"
    proxies = list(dict.fromkeys(cell[0] for cell in kept))
    for proxy in (name for name in NAMES if name in proxies):
        first = line(kept, proxy, lambda client: client not in OVER_HTTP2)
        http2 = line(kept, proxy, lambda client: client in OVER_HTTP2)
        yield f"| {NAMES[proxy]} | " + " | ".join(first) + " |"
        if any(http2) and http2 != first:
            yield "| … over HTTP/2 | " + " | ".join(http2) + " |"


def line(kept, proxy, is_one):
    """For each format what clients see of a late failure and of a killed server."""
    formats = []
    for format in FORMATS:
        endings = []
        for ending in ("late", "killed"):
            wanted = (proxy, ending, format)
            cells = [seen for cell, seen in kept.items() if (cell[0], *cell[2:]) == wanted and is_one(cell[1])]
            if cells:
                endings.append(common(cells))
        formats.append(" / ".join(endings))
    return formats


def without_rows(kept):
    """The cells whose clients lack rows that were sent before the failure."""
    lacking = {}
    for (proxy, client, ending, format), (_, rows) in kept.items():
        if ending in ("late", "killed") and rows < 300:
            lacking.setdefault(proxy, []).append(client)
    for proxy, clients in lacking.items():
        yield f"- Behind {NAMES[proxy]} rows are missing with {', '.join(dict.fromkeys(clients))}."


def main():
    kept = table.read()
    text = "\n".join([*lines(kept), "", *without_rows(kept)])
    if len(sys.argv) == 1:
        return print(text)
    with open(sys.argv[1]) as document:
        if text.strip() not in document.read():
            print(text)
            sys.exit(f"{sys.argv[1]} does not have the table above, which expected.tsv says")


if __name__ == "__main__":
    main()
