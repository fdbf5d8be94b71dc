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
    """Keeps what was found as the new table; behind proxies that were not run, the table stays as it is."""
    with open(FILE, "a+") as table:
        table.seek(0)
        run = {cell[0] for cell in found}
        others = [line for line in table.readlines()[1:] if line.split("\t")[0] not in run]
        table.truncate(0)
        print(*HEAD, sep="\t", file=table)
        for cell, (seen, rows, told) in found.items():
            print(*cell, ", ".join(seen) or "-", rows, told, sep="\t", file=table)
        table.writelines(others)


def compare(cell, expected, seen, rows):
    """What is worse in a cell than it was, and what is merely other; empty texts where it is the same."""
    if expected is None:
        return "", "new"
    before, rows_before = expected
    if rows < rows_before:
        return f"{rows_before - rows} rows fewer", ""
    if cell[2] in ("whole", "long query"):
        alarms = [sign for sign in seen if sign not in before]
        return (f"a false alarm: {', '.join(alarms)}" if alarms else ""), ""
    lost = [sign for sign in before if sign not in seen]
    if lost:
        return f"no longer: {', '.join(lost)}", ""
    return "", "better" if (set(seen), rows) != (set(before), rows_before) else ""
