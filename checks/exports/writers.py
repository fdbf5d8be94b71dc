"""The table, its orders, and who writes into it."""

import random
import threading
from typing import Callable, NamedTuple

# Rows with an id up to this are there throughout; those above come and go.
LASTING = 2500
GROUPS = 5
NAMES = 40


class Order(NamedTuple):
    sql: str
    # What sorts rows, as clients have them, alike.
    key: Callable

    @property
    def query(self):
        return f"SELECT id FROM rows WHERE id <= {LASTING} ORDER BY {self.sql}"


class Descending(NamedTuple):
    """Turns an order of texts round."""

    text: str

    def __lt__(self, other):
        return self.text > other.text

    def __gt__(self, other):
        return self.text < other.text


def names(row):
    return (row["s"] is None, row["s"] or "", row["id"])


def unnamed(row):
    return (row["s"] is not None, Descending(row["s"] or ""), -row["id"])


ORDERS = {
    "id": Order("id", lambda row: row["id"]),
    "groups": Order("g DESC, id DESC", lambda row: (-row["g"], -row["id"])),
    "mixed": Order("g DESC, id", lambda row: (-row["g"], row["id"])),
    "names": Order("s NULLS LAST, id", names),
    "unnamed": Order("s DESC NULLS FIRST, id DESC", unnamed),
}


def values(number, chance):
    name = "NULL" if chance.random() < 0.3 else f"'name {chance.randrange(NAMES):02}'"
    return f"({number}, {chance.randrange(GROUPS)}, {name}, 0)"


def fill(server):
    chance = random.Random(1)
    server.post("/write", "DROP TABLE IF EXISTS rows")
    server.post(
        "/write",
        "CREATE TABLE rows (id BIGINT PRIMARY KEY, g BIGINT NOT NULL, s TEXT, n BIGINT NOT NULL);"
        "CREATE INDEX by_group ON rows (g, id); CREATE INDEX by_name ON rows (s, id)",
    )
    rows = ", ".join(values(number, chance) for number in range(1, LASTING + 1))
    server.post("/write", f"INSERT INTO rows VALUES {rows}")


class Writers:
    """Insert, delete and update until they are left."""

    def __init__(self, server, seed):
        self.server = server
        self.chance = random.Random(seed)
        self.stop = threading.Event()
        self.written = 0
        self.ids = 0
        self.failure = None

    def __enter__(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()
        if self.failure:
            raise self.failure

    def run(self):
        try:
            while not self.stop.is_set():
                self.server.post("/write", self.statement())
                self.written += 1
                # A writer that never rests would leave no time to anybody else.
                self.stop.wait(0.002)
        except Exception as error:
            self.failure = error

    def new_id(self):
        """One that no row ever had, on either side of those before."""
        self.ids += 1
        return LASTING + 1 + self.ids * 611_953 % 1_000_003

    def statement(self):
        kind = self.chance.randrange(3)
        if kind == 0:
            rows = ", ".join(values(self.new_id(), self.chance) for _ in range(5))
            return f"INSERT INTO rows VALUES {rows}"
        if kind == 1:
            remainder = self.chance.randrange(20)
            return f"DELETE FROM rows WHERE id > {LASTING} AND id % 20 = {remainder}"
        first = self.chance.randrange(LASTING)
        return f"UPDATE rows SET n = n + 1 WHERE id BETWEEN {first} AND {first + 20}"
