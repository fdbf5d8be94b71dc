"""The kept table, and what is worse than in it."""

import os

from cells import ROWS
from clients import OVER_HTTP2

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "expected.tsv")
# The endings that are no failure, of which a sign would be a false alarm.
GOOD = ["whole", "long query"]
# The formats that tell of a late failure by a record.
RECORDED = ["ndjson", "ndjson+end", "sse"]
HEAD = ["proxy", "client", "ending", "format", "signs", "rows", "told"]


def read():
    """Signs and rows of each cell."""
    if not os.path.exists(FILE):
        return {}
    with open(FILE) as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    return {tuple(row[:4]): (signs(row[4]), int(row[5])) for row in rows}


def demands():
    """What a run must find at least in each cell. A proxy that dropped the error record of one client may drop that of any
    other over the same protocol, and a client that lacks rows behind a proxy in one cell may lack them in any."""
    kept = read()
    drops_records, drops_rows = set(), set()
    for (proxy, client, ending, format), (seen, rows) in kept.items():
        if ending == "late" and format in RECORDED and "error" not in seen:
            drops_records.add((proxy, client in OVER_HTTP2))
        if ending not in GOOD and rows < ROWS:
            drops_rows.add((proxy, client))
    for cell, (seen, rows) in kept.items():
        proxy, client, ending, _ = cell
        if (proxy, client in OVER_HTTP2) in drops_records:
            seen = [sign for sign in seen if sign != "error"]
        if ending not in GOOD and (proxy, client) in drops_rows:
            rows = 0
        kept[cell] = seen, rows
    return kept


def signs(text):
    return [] if text == "-" else text.split(", ")


def write(found):
    """Keeps what was found as the new table; the table stays as it is for pairs of proxy and client that were not run."""
    run = {cell[:2] for cell in found}
    kept = {}
    if os.path.exists(FILE):
        with open(FILE) as before:
            rows = [line.rstrip("\n").split("\t") for line in before][1:]
        kept = {tuple(row[:4]): row[4:] for row in rows if tuple(row[:2]) not in run}
    for cell, (seen, rows, told) in found.items():
        kept[cell] = [", ".join(seen) or "-", str(rows), told]
    with open(FILE, "w") as out:
        print(*HEAD, sep="\t", file=out)
        for cell in sorted(kept):
            print(*cell, *kept[cell], sep="\t", file=out)


def worst(cell, one, other):
    """What a client can count on that has seen both: the signs that are in each, or for a whole response in either, and
    the fewest rows."""
    if cell[2] in GOOD:
        return max(one, other, key=lambda seen: (len(seen[0]), -seen[1]))
    (signs, rows, told), (other_signs, other_rows, other_told) = one, other
    common = [sign for sign in signs if sign in other_signs]
    return common, min(rows, other_rows), told if len(signs) <= len(other_signs) else other_told


def compare(cell, expected, seen, rows):
    """What is worse in a cell than it was, and what is merely other; empty texts where it is the same."""
    if expected is None:
        return "", "new"
    before, rows_before = expected
    if rows < rows_before:
        return f"{rows_before - rows} rows fewer", ""
    if cell[2] in GOOD:
        alarms = [sign for sign in seen if sign not in before]
        return (f"a false alarm: {', '.join(alarms)}" if alarms else ""), ""
    lost = [sign for sign in before if sign not in seen]
    if lost:
        return f"no longer: {', '.join(lost)}", ""
    return "", "better" if (set(seen), rows) != (set(before), rows_before) else ""
