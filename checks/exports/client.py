"""A client of an export, as the guide describes one: rows count once the cursor behind them has come."""

import http.client
import json


class Interrupted(Exception):
    """The response ended before its last record."""


class Client:
    def __init__(self, path, sort, accept, cursor, size):
        self.headers = {"Accept": accept}
        self.target = f"{path}?sort={sort}"
        if size:
            self.target += f"&size={size}"
        if cursor and accept == "text/event-stream":
            self.headers["Last-Event-ID"] = cursor
        elif cursor:
            self.target += f"&cursor={cursor}"
        self.is_of_events = accept == "text/event-stream"
        self.confirmed = []
        self.cursor = None
        self.complete = False
        self.pending = []
        self.ended = False

    def read(self, port, limit=None, interrupt=lambda: True):
        """Reads to the end. After `limit` bytes `interrupt` is called, and the client hangs up where that is true."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        text, read = b"", 0
        try:
            connection.request("GET", self.target, headers=self.headers)
            response = connection.getresponse()
            if response.status != 200:
                raise AssertionError(f"{self.target} answers {response.status}: {response.read()}")
            while not self.ended:
                most = 16384 if limit is None else max(1, min(16384, limit - read))
                part = response.read1(most)
                if not part:
                    raise Interrupted
                read += len(part)
                text = self.take(text + part)
                if limit is not None and read >= limit:
                    limit = None
                    if interrupt():
                        raise Interrupted
        except (OSError, http.client.HTTPException) as error:
            raise Interrupted from error
        finally:
            connection.close()

    def take(self, text):
        """Takes whole records off the text, and gives back what is left."""
        separator = b"\n\n" if self.is_of_events else b"\n"
        *records, rest = text.split(separator)
        for record in records:
            if self.is_of_events:
                self.event(record.decode())
            else:
                self.record(json.loads(record))
        return rest

    def event(self, event):
        fields = dict(line.split(": ", 1) for line in event.split("\n") if not line.startswith(":"))
        if "data" in fields:
            self.record(json.loads(fields["data"]))
        if "id" in fields:
            self.confirm(fields["id"])

    def record(self, record):
        if "$mark" in record:
            self.confirm(record["$mark"]["after"])
        elif "$end" in record:
            self.confirm(record["$end"]["after"])
            self.complete = record["$end"]["complete"]
            self.ended = True
        elif "$error" in record:
            raise Interrupted
        else:
            self.pending.append(record)

    def confirm(self, cursor):
        self.confirmed += self.pending
        self.pending = []
        self.cursor = cursor
