"""The server behind a proxy, started anew whenever it was killed."""

import socket
import subprocess
import threading

from started import start, stop


class Upstream:
    """Its port stays open while the process changes: the listening socket is the server's standard input."""

    def __init__(self, program):
        self.program = program
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.ends = threading.Event()
        self.lock = threading.Lock()
        self.serve()
        threading.Thread(target=self.keep, daemon=True).start()

    def serve(self):
        self.process = start([self.program], stdin=self.listener, stdout=subprocess.DEVNULL)

    def keep(self):
        while True:
            self.process.wait()
            with self.lock:
                if self.ends.is_set():
                    return
                self.serve()

    def stop(self):
        with self.lock:
            self.ends.set()
            stop(self.process)
        self.listener.close()
