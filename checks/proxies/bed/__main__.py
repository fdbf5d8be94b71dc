"""Runs every client behind every proxy, prints each cell, and ends with 1 where one is worse than in expected.tsv or did
not run.

    python3 bed --folder FOLDER --server PROGRAM [--write] [--runs N] [PROXY…]
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import table
import tail
from cells import judge, paths
from clients import NAMES, NotThere, client
from proxies import KINDS, NotRun, Proxy
from started import stop_all_on_signals
from upstream import Upstream


def cells_of(proxy, name, folder, number):
    """Runs a client behind a proxy, and yields each cell with what was found, or with why it was not run."""
    target = proxy.http2 if name == "curl-http2" else proxy.port
    if target is None:
        raise NotThere("the proxy has no HTTP/2")
    reader = client(name, folder)
    file = os.path.join(folder, f"body-{number}")
    try:
        for ending, format, path, accept in paths(number):
            told = reader.get(f"http://127.0.0.1:{target}{path}", accept, file)
            with open(file, "rb") as body:
                signs, rows = judge(format, told, body.read())
            yield (ending, format), (signs, rows, told)
    finally:
        reader.stop()


def behind(kind, number, options):
    """All cells behind one kind of proxy, and the pairs that were not run."""
    found, not_run = {}, {}
    upstream = Upstream(options.server)
    proxy = None
    try:
        proxy = Proxy(kind, os.path.join(options.folder, kind), upstream.port)
        for index, name in enumerate(NAMES):
            try:
                for cell, seen in cells_of(proxy, name, options.folder, f"{number}-{index}"):
                    found[kind, name, *cell] = seen
            except NotThere as reason:
                not_run[kind, name] = str(reason)
    except NotRun as reason:
        not_run[kind, "every client"] = str(reason)
    finally:
        if proxy:
            proxy.stop()
        upstream.stop()
    return found, not_run


def report(found, not_run, chosen):
    """Prints everything, and returns how many cells are worse or missing."""
    kept = {cell: seen for cell, seen in table.read().items() if cell[0] in chosen}
    worse = 0
    for cell, (signs, rows, told) in found.items():
        bad, other = table.compare(cell, kept.get(cell), signs, rows)
        worse += bool(bad)
        note = f"  WORSE: {bad}" if bad else f"  ({other})" if other else ""
        print(f"{', '.join(cell)}: {', '.join(signs) or 'no sign'}, {rows} rows, {told}{note}")
    for (kind, name), reason in not_run.items():
        print(f"not run: {kind}, {name}: {reason}")
    missing = [cell for cell in kept if cell not in found]
    if missing:
        print(f"{len(missing)} cells of the table were not run")
    print(f"{len(found)} cells, {worse} worse, {len(missing)} missing")
    return worse + len(missing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("proxies", nargs="*", default=[])
    options = parser.parse_args()
    chosen = options.proxies or list(KINDS)
    stop_all_on_signals()
    found, not_run = {}, {}
    with ThreadPoolExecutor(4) as pool:
        for cells, others in pool.map(lambda item: behind(item[1], item[0], options), enumerate(chosen)):
            found.update(cells)
            not_run.update(others)
    if options.write:
        table.write(found)
    failed = report(found, not_run, chosen)
    upstream = Upstream(options.server)
    try:
        failed += tail.run(options.runs, upstream.port, options.folder)
    finally:
        upstream.stop()
    sys.exit(1 if failed else 0)


main()
