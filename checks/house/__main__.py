"""Holds the rules of the house over the crates' sources, and ends with 1 where one is broken:

- no circle of files: a file knows the file that defines what it names, whatever face it imports that through;
- nobody inside a crate imports through the re-exports of its lib.rs;
- a room of velithon-runtime knows only rooms below it;
- only axum.rs and actix.rs name a framework;
- docs/architecture.md draws the arrows between rooms that there are, and names files that there are.

    python3 checks/house [--crate NAME]... [--arrows FILE] [REPOSITORY]

`--crate` asks about one of runtime, macros, benches, client; `--arrows` lists what a file knows. Test modules may know
everybody, but import from the owner as well. A `mod` line and a re-export are no arrows. What only a macro's expansion
names (`$crate::…`, the tokens of `quote!`) is generated code, and none either.
"""

import argparse
import os
import sys

from arrows import Arrows
from document import DOCUMENT, stale
from rules import broken

CRATES = {
    "runtime": "velithon-runtime/src/lib.rs",
    "macros": "velithon-macros/src/lib.rs",
    "benches": "benches/src/main.rs",
    "client": "velithon-client/src/lib.rs",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crate", action="append", choices=CRATES)
    parser.add_argument("--arrows", metavar="FILE")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("repository", nargs="?", default=os.path.join(here, "..", ".."))
    options = parser.parse_args()
    repository = os.path.normpath(options.repository)
    found = 0
    for name in options.crate or CRATES:
        root = os.path.join(repository, CRATES[name])
        if not os.path.exists(root):
            continue
        arrows = Arrows(root)
        if options.arrows:
            show(arrows, options.arrows, repository)
            continue
        lines = list(broken(name, arrows, repository))
        if name == "runtime" and os.path.exists(os.path.join(repository, DOCUMENT)):
            lines += stale(arrows, repository)
        files = {module.file for module in arrows.root.below()}
        print(*lines, f"{name}: {len(files)} files, {len(arrows.all)} arrows, {len(lines)} broken", sep="\n")
        found += len(lines)
    sys.exit(1 if found else 0)


def show(arrows, file, repository):
    """What a file knows, line by line."""
    for (start, end), named in sorted(arrows.all.items()):
        if start.endswith(file):
            for line, path in named:
                print(f"{os.path.relpath(start, repository)}:{line} -> {os.path.relpath(end, repository)}  ({path})")


if __name__ == "__main__":
    main()
