"""How a server and the program that measures it get along: it says where it listens, and ends when its input does."""

import os
import socket
import sys
import threading
import time

ADDRESS = "127.0.0.1"
# Seconds that a server may take to accept connections.
PATIENCE = 30


def reserve():
    """A port that the system chose. Whoever listens on it may bind it once more."""
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    reserved.bind((ADDRESS, 0))
    return reserved


def answer(port, worker=os.getpid, stop=lambda: None):
    """Once the server accepts connections, says its port and the process that answers requests; then answers every
    line: calls that write are not counted here."""

    def wait():
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection((ADDRESS, port)).close()
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.005)

    def run():
        try:
            wait()
            print(port, worker(), flush=True)
            for _ in sys.stdin:
                print(0, flush=True)
        finally:
            stop()
            # Whoever waits for the port then reads the end of the output instead.
            os._exit(0)

    threading.Thread(target=run, daemon=True).start()
