"""The kept table, and what is worse than in it."""

import os

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "expected.tsv")
HEAD = ["proxy", "client", "ending", "format", "signs", "rows", "told"]


def read():
    """Signs and rows of each cell."""
    if not os.path.exists(FILE):
        return {}
    with open(FILE) as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    return {tuple(row[:4]): (signs(row[4]), int(row[5])) for row in rows}


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


# The endings that are no failure, of which a sign would be a false alarm.
GOOD = ["whole", "long query"]


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
