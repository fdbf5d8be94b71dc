"""What is asked in each cell, and what of a response shows that it failed."""

import json
import re

ARRAY, LINES, EVENTS = "application/json", "application/x-ndjson", "text/event-stream"

# What a format is called here, the route that sends it, and what asks for it.
FORMATS = {
    "array": ("plain", ARRAY),
    "object": ("record", ARRAY),
    "ndjson": ("plain", LINES),
    "ndjson+end": ("record", LINES),
    "sse": ("record", EVENTS),
}
ENDINGS = ["whole", "late", "killed"]

ROWS = 300
PAGE = 50
ROW = re.compile(rb'\{"id":\d+,"text":"x{200}"\}')


def long_query(number):
    return f"/users?page=2&q={'x' * 1500}&cell={number}"


def paths(number):
    """The cells of a client behind a proxy: their ending, their format, the path and `Accept`."""
    for format, (route, accept) in FORMATS.items():
        for ending in ENDINGS:
            # No two requests are alike, or a cache would answer the second.
            yield ending, format, f"/{route}/{ending}?cell={number}", accept
    yield "long query", "page", long_query(number), ARRAY


def parses(body):
    try:
        json.loads(body)
        return True
    except ValueError:
        return False


def has_end(format, body):
    """Whether the body says itself that it is whole; lines without an end record cannot say it."""
    if format in ("array", "object", "page"):
        return parses(body)
    if format == "ndjson+end":
        return b'{"$end":' in body
    if format == "sse":
        return b"event: end\n" in body
    return True


def judge(format, told, body):
    """The signs by which a client can tell that the response failed, and how many rows it has."""
    signs = []
    if told != "ok":
        signs.append("cut")
    if b'{"$error":' in body:
        signs.append("error")
    if not has_end(format, body):
        signs.append("no end")
    if format == "page":
        return signs, len(json.loads(body)["users"]) if parses(body) else 0
    return signs, len(ROW.findall(body))
