"""Servers that can be killed, and a proxy that closes connections."""

import http.client
import json
import socket
import subprocess
import threading


class Server:
    def __init__(self, binary, address, connections=4):
        self.command = [binary, address, str(connections)]
        self.process = None
        self.start_again()

    def start_again(self):
        """Starts it, unless it runs, on whatever port the system gives."""
        if self.process and self.process.poll() is None:
            return
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def kill(self):
        self.process.kill()
        self.process.wait()

    def post(self, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body.encode(), {"Content-Type": "text/plain"})
            response = connection.getresponse()
            text = response.read()
            if response.status != 200:
                raise AssertionError(f"{body[:200]}: {text.decode()}")
            return text
        finally:
            connection.close()

    def numbers(self, query):
        return json.loads(self.post("/numbers", query))


class Proxy:
    """Passes on one connection, and closes it once the server has sent so many bytes."""

    def __init__(self, port, limit):
        self.server_port, self.limit = port, limit
        self.sockets = []

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sockets.append(self.listener)
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def __exit__(self, *_):
        # Closing alone would leave a thread waiting that reads or accepts.
        for open_socket in self.sockets:
            try:
                open_socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.thread.join()
        for open_socket in self.sockets:
            open_socket.close()

    def run(self):
        try:
            client, _ = self.listener.accept()
            self.sockets.append(client)
            server = socket.create_connection(("127.0.0.1", self.server_port))
            self.sockets.append(server)
            # A request of one client fits a read.
            server.sendall(client.recv(65536))
            left = self.limit
            while left > 0 and (part := server.recv(min(left, 16384))):
                client.sendall(part)
                left -= len(part)
            client.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
