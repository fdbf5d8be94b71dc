"""The clients. Each reads a response into a file and says how it ended: `ok`, a status or an error."""

import os
import shutil
import subprocess

from started import start, stop

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "clients")

# Nothing stands between a client and the proxy of its cell.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}

NAMES = ["curl", "curl-http2", "urllib", "requests", "httpx", "httpx-http2", "aiohttp", "fetch", "go"]
OVER_HTTP2 = ["curl-http2", "httpx-http2"]

# The module that a Python client needs beside the standard library.
MODULES = {"requests": "requests", "httpx": "httpx", "httpx-http2": "h2", "aiohttp": "aiohttp"}


class NotThere(Exception):
    """What is not installed, or not spoken by the proxy."""


class Curl:
    def __init__(self, *options):
        if shutil.which("curl") is None:
            raise NotThere("curl is not installed")
        self.options = options

    def get(self, url, accept, file):
        command = ["curl", "--silent", "--no-buffer", "--compressed", "--max-time", "30", *self.options]
        command += ["--header", f"Accept: {accept}", "--output", file, "--write-out", "%{http_code}", url]
        open(file, "w").close()
        done = subprocess.run(command, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True)
        if done.returncode:
            return f"exit {done.returncode}"
        return "ok" if done.stdout == "200" else f"status {done.stdout}"

    def stop(self):
        pass


class Driver:
    """A program that is asked line by line."""

    def __init__(self, command):
        if shutil.which(command[0]) is None:
            raise NotThere(f"{os.path.basename(command[0])} is not there")
        self.process = start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True)

    def get(self, url, accept, file):
        self.process.stdin.write(f"{url}\t{accept}\t{file}\n")
        self.process.stdin.flush()
        told = self.process.stdout.readline().rstrip("\n")
        if not told:
            raise NotThere(f"{self.process.args} ended")
        return told

    def stop(self):
        stop(self.process)


def client(name, folder):
    """Starts one; `folder` has what was installed for the bed."""
    if name == "curl":
        return Curl("--http1.1")
    if name == "curl-http2":
        return Curl("--http2-prior-knowledge")
    if name == "fetch":
        return Driver(["node", os.path.join(HERE, "get.mjs")])
    if name == "go":
        return Driver([os.path.join(folder, "get")])
    python = os.path.join(folder, "venv", "bin", "python")
    if shutil.which(python) is None:
        raise NotThere("the virtual environment is not there")
    module = MODULES.get(name)
    if module and subprocess.run([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode:
        raise NotThere(f"{module} is not installed")
    return Driver([python, os.path.join(HERE, "get.py"), name])
