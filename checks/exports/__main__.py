"""Clients that export a table while everything that can go wrong does, and end with exactly its rows.

    python3 checks/exports BINARY [--runs N] [--seed N] [--verbose] (--sqlite | --postgres URL)

Two servers on one database answer the client; a third writes meanwhile: it inserts and deletes rows, and updates those that
stay. In each run the client reads an export of one order and one format, and is interrupted again and again at a random
byte: it hangs up itself, a proxy closes the connection, or the server is killed (SIGKILL) and started anew. It goes on at
the other server, with the cursor of the last mark, and throws away what came behind that. In the end it must have every row
that was there throughout, in the order of one query, and no row twice.
"""

import argparse
import os
import random
import sys
import tempfile
import time

from client import Client, Interrupted
from servers import Proxy, Server
from writers import LASTING, ORDERS, Writers, fill

WAYS = ("hang up", "proxy", "kill")
# By path, before which byte at the latest a response is cut: batches have 50 rows, or 32, then 1,000 and more where the handler says
# nothing.
PATHS = {"/rows": 40_000, "/signed": 40_000, "/hurried": 40_000, "/all": 150_000}


class Run:
    def __init__(self, number, servers, chance):
        self.servers, self.chance = servers, chance
        self.path = chance.choice(list(PATHS))
        self.sort = chance.choice(list(ORDERS))
        self.accept = chance.choice(("application/jsonl", "text/event-stream"))
        self.way = WAYS[number % len(WAYS)]
        self.size = chance.choice((None, None, 1 + chance.randrange(1500)))
        self.cuts = 0
        self.requests = 0

    def __str__(self):
        return f"{self.path} by {self.sort} as {self.accept}, size {self.size}, {self.way}"

    def export(self):
        """Every row, in the order in which they came."""
        rows, cursor = [], None
        cuts_left = self.chance.randrange(1, 7)
        while True:
            server = self.servers[self.requests % len(self.servers)]
            self.requests += 1
            limit = self.chance.randrange(1, PATHS[self.path]) if self.cuts < cuts_left else None
            client = Client(self.path, self.sort, self.accept, cursor, self.size)
            try:
                self.read(client, server, limit)
            except Interrupted:
                self.cuts += 1
            # What came behind the last mark comes again.
            rows += client.confirmed
            cursor = client.cursor or cursor
            if client.complete:
                return rows
            if self.requests > 20_000:
                raise AssertionError("it does not end")

    def read(self, client, server, limit):
        if limit is None:
            return client.read(server.port)
        if self.way == "proxy":
            with Proxy(server.port, limit) as proxy:
                return client.read(proxy.port)
        if self.way == "hang up":
            return client.read(server.port, limit, lambda: True)

        def kill():
            server.kill()
            return False

        try:
            client.read(server.port, limit, kill)
        finally:
            server.start_again()


def check(run, rows, expected):
    ids = [row["id"] for row in rows]
    lasting = [row for row in ids if row <= LASTING]
    twice = len(ids) - len(set(ids))
    if twice:
        raise AssertionError(f"{twice} rows came twice")
    if lasting != expected:
        lost, more = set(expected) - set(lasting), set(lasting) - set(expected)
        raise AssertionError(f"{len(lost)} rows are lost, {len(more)} are none of those there were, or out of order")
    keys = [ORDERS[run.sort].key(row) for row in rows]
    if any(one > other for one, other in zip(keys, keys[1:])):
        raise AssertionError("rows that came meanwhile are out of order")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--verbose", action="store_true")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--sqlite", action="store_true")
    place.add_argument("--postgres", metavar="URL")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time())
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        address = options.postgres or "sqlite:" + os.path.join(folder, "exports.db")
        writer = Server(options.binary, address)
        fill(writer)
        servers = [Server(options.binary, address) for _ in range(2)]
        expected = {sort: writer.numbers(order.query) for sort, order in ORDERS.items()}
        done = {"runs": 0, "cuts": 0, "requests": 0, "rows": 0, "rows that came meanwhile": 0}
        with Writers(writer, seed) as writers:
            for number in range(options.runs):
                run = Run(number, servers, random.Random(f"{seed} {number}"))
                try:
                    rows = run.export()
                    check(run, rows, expected[run.sort])
                except AssertionError as error:
                    sys.exit(f"run {number} ({run}, {run.cuts} cuts): {error}")
                done["runs"] += 1
                if options.verbose:
                    print(f"{number}: {run}, {run.requests} requests, {run.cuts} cuts", flush=True)
                done["cuts"] += run.cuts
                done["requests"] += run.requests
                done["rows"] += len(rows)
                done["rows that came meanwhile"] += sum(row["id"] > LASTING for row in rows)
        written = writers.written
        for server in (*servers, writer):
            server.kill()
    said = ", ".join(f"{count} {what}" for what, count in done.items())
    print(f"{'PostgreSQL' if options.postgres else 'SQLite'}: {said}, {written} statements of writers; no row lost, none twice")
    if not written or not done["cuts"] or not done["rows that came meanwhile"]:
        sys.exit("nothing was written or cut")


if __name__ == "__main__":
    main()
