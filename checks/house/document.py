"""Whether docs/architecture.md says what is so: the arrows between rooms, and the names of files."""

import os
import re

DOCUMENT = "docs/architecture.md"

# A line of the drawing: a room, and the rooms that it knows.
DRAWN = re.compile(r"^(\w+)(?:\.rs)? +> ((?:\w+ )*\w+)(?:  .*)?$", re.MULTILINE)
NAMED = re.compile(r"`([\w./-]+\.(?:rs|py))`")


def stale(arrows, repository):
    """What of the document is not so."""
    with open(os.path.join(repository, DOCUMENT), encoding="utf-8") as file:
        text = file.read()
    known = {}
    for start, end in arrows.all:
        low, high = arrows.room(start), arrows.room(end)
        if low != high:
            known.setdefault(low, set()).add(high)
    drawn = {room: set(rooms.split()) for room, rooms in DRAWN.findall(text)}
    for room in sorted(known.keys() | drawn.keys()):
        there, said = known.get(room, set()), drawn.get(room, set())
        if there - said:
            yield f"{DOCUMENT}: `{room}` knows {', '.join(sorted(there - said))}, which is not drawn"
        if said - there:
            yield f"{DOCUMENT}: `{room}` is drawn to know {', '.join(sorted(said - there))}, and does not"
    for path in dict.fromkeys(NAMED.findall(text)):
        if not any(os.path.exists(os.path.join(folder, path)) for folder in (repository, arrows.folder)):
            yield f"{DOCUMENT}: there is no file `{path}`"
