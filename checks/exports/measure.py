"""What an export costs: its memory over ten million rows, its speed beside one statement, and the pool beside a slow client.

    python3 checks/exports/measure.py BINARY [--rows N] [--million N] [--postgres URL]

`BINARY` is `velithon-exports` in release. `--rows` are those of the table (1,000,000), `--million` those that are generated for
the memory (10,000,000).
"""

import argparse
import http.client
import os
import socket
import statistics
import tempfile
import threading
import time

from servers import Server


def status(server, name):
    with open(f"/proc/{server.process.pid}/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(name))


def drain(port, target, each=None, accept="application/jsonl"):
    """Reads a response to its end; `each` is told how many marks there were after each piece."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", target, headers={"Accept": accept})
    response = connection.getresponse()
    marks, tail = 0, b""
    while part := response.read1(1 << 20):
        if each:
            marks += part.count(b'"$mark"')
            each(marks)
        tail = (tail + part)[-400:]
    connection.close()
    return tail


def memory(server, rows):
    drain(server.port, "/generated?size=1000000")
    before = status(server, "VmRSS")
    with open(f"/proc/{server.process.pid}/clear_refs", "w") as peak:
        peak.write("5")
    at = {}

    def each(marks):
        at.setdefault(marks // 1000, time.monotonic())

    start = time.monotonic()
    at[0] = start
    drain(server.port, f"/generated?size={rows}", each)
    millions = sorted(at)
    first, last = at[1] - at[0], at[millions[-1]] - at[millions[-2]]
    raised = status(server, "VmHWM") - before
    print(f"memory: {rows} generated rows raise the peak of a warm server by {raised} KiB (from {before} KiB)")
    print(f"time: first million {first:.2f} s, last full million {last:.2f} s ({last / first:.2f}), all {time.monotonic() - start:.1f} s")


def fill(server, rows):
    server.post("/write", "DROP TABLE IF EXISTS rows")
    server.post("/write", "CREATE TABLE rows (id BIGINT PRIMARY KEY, g BIGINT NOT NULL, s TEXT, n BIGINT NOT NULL)")
    server.post(
        "/write",
        f"INSERT INTO rows WITH RECURSIVE i(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM i WHERE id < {rows}) "
        "SELECT id, id % 7, 'name of row ' || id, 0 FROM i",
    )


def speed(server, rows):
    times = {"/all": [], "/streamed": []}
    for _ in range(4):
        for target, measured in times.items():
            start = time.monotonic()
            tail = drain(server.port, target)
            assert f'"count":{rows}'.encode() in tail, tail
            measured.append(time.monotonic() - start)
    # The first of each warms up.
    export, streamed = (statistics.median(measured[1:]) for measured in times.values())
    print(
        f"speed: {rows} rows by export {rows / export:,.0f} a second, by one statement {rows / streamed:,.0f}: "
        f"{streamed / export:.2f}"
    )


def slow_reader(server):
    """An export read at 10 KB/s; meanwhile 100 pages, over the pool's only connection."""
    stop = threading.Event()
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    slow.connect(("127.0.0.1", server.port))
    slow.sendall(b"GET /all HTTP/1.1\r\nHost: localhost\r\nAccept: application/jsonl\r\n\r\n")

    def read():
        while not stop.is_set() and slow.recv(1000):
            time.sleep(0.1)

    reader = threading.Thread(target=read)
    reader.start()
    times = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for _ in range(100):
        start = time.monotonic()
        connection.request("GET", "/all?size=100")
        connection.getresponse().read()
        times.append(time.monotonic() - start)
        time.sleep(0.02)
    stop.set()
    reader.join()
    slow.close()
    print(
        f"slow reader: 100 pages beside an export at 10 KB/s, a pool of one: median {statistics.median(times) * 1000:.1f} ms, "
        f"slowest {max(times) * 1000:.1f} ms"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--million", type=int, default=10_000_000)
    parser.add_argument("--postgres", metavar="URL")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.postgres or "sqlite:" + os.path.join(folder, "measure.db")
        print("PostgreSQL" if options.postgres else "SQLite")
        server = Server(options.binary, address, 1)
        if options.million:
            memory(server, options.million)
        fill(server, options.rows)
        speed(server, options.rows)
        slow_reader(server)
        server.kill()


if __name__ == "__main__":
    main()
