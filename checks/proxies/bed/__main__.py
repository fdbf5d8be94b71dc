"""Runs every client behind every proxy, prints each cell, and ends with 1 where one is worse than in expected.tsv or did
not run.

    python3 bed --folder FOLDER --server PROGRAM [--write] [--client NAME]… [--rounds N] [--runs N] [PROXY…]
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import table
import tail
from cells import judge, paths
from clients import NAMES, OVER_HTTP2, NotThere, client
from proxies import KINDS, NotRun, Proxy
from started import stop_all_on_signals
from upstream import Upstream


# How often a cell is asked that is worse than it was. Some lose a sign now and then, when the end overtakes the last bytes.
TRIES = 3


def cells_of(proxy, name, folder, number, is_worse):
    """Runs a client behind a proxy, and yields each cell with what was found."""
    target = proxy.http2 if name in OVER_HTTP2 else proxy.port
    if target is None:
        raise NotThere("the proxy has no HTTP/2")
    reader = client(name, folder)
    file = os.path.join(folder, f"body-{number}")
    try:
        for ending, format, path, accept in paths(number):
            for attempt in range(TRIES):
                told = reader.get(f"http://127.0.0.1:{target}{path}&attempt={attempt}", accept, file)
                with open(file, "rb") as body:
                    signs, rows = judge(format, told, body.read())
                if not is_worse((ending, format), signs, rows):
                    break
            yield (ending, format), (signs, rows, told)
    finally:
        reader.stop()


def behind(kind, number, options):
    """All cells behind one kind of proxy, each at its worst of all rounds, and the pairs that were not run."""
    found, not_run = {}, {}
    kept = {} if options.write else table.demands()
    upstream = Upstream(options.server)
    proxy = None
    try:
        proxy = Proxy(kind, os.path.join(options.folder, kind), upstream.port)
        for index, name in [pair for _ in range(options.rounds) for pair in enumerate(options.client or NAMES)]:

            def is_worse(cell, signs, rows):
                cell = (kind, name, *cell)
                return table.compare(cell, kept.get(cell), signs, rows)[0]

            try:
                for cell, seen in cells_of(proxy, name, options.folder, f"{number}-{index}", is_worse):
                    cell = (kind, name, *cell)
                    found[cell] = table.worst(cell, found.get(cell, seen), seen)
            except NotThere as reason:
                not_run[kind, name] = str(reason)
    except NotRun as reason:
        not_run[kind, "every client"] = str(reason)
    finally:
        if proxy:
            proxy.stop()
        upstream.stop()
    return found, not_run


def report(found, not_run, kept):
    """Prints everything, and returns how many cells are worse than those kept, or missing."""
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
    parser.add_argument("--client", action="append", choices=NAMES)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("proxies", nargs="*", default=[])
    options = parser.parse_args()
    chosen = options.proxies or list(KINDS)
    stop_all_on_signals()
    found, not_run = {}, {}
    with ThreadPoolExecutor(6) as pool:
        for cells, others in pool.map(lambda item: behind(item[1], item[0], options), enumerate(chosen)):
            found.update(cells)
            not_run.update(others)
    if options.write:
        table.write(found)
    clients = options.client or NAMES
    kept = {cell: seen for cell, seen in table.demands().items() if cell[0] in chosen and cell[1] in clients}
    failed = report(found, not_run, kept)
    upstream = Upstream(options.server)
    try:
        failed += tail.run(options.runs, upstream.port, options.folder)
    finally:
        upstream.stop()
    sys.exit(1 if failed else 0)


main()
