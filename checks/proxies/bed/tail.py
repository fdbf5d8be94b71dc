"""The last rows before a failure over HTTP/2, which curl drops when the reset comes close behind them."""

import os
import re

from clients import client
from cells import ARRAY

ROWS = 3000
ROW = re.compile(rb'\{"id":\d+,"text":"x{1000}"\}')


def run(runs, port, folder):
    """How many runs lack rows, and the most that one lacks."""
    curl = client("curl-http2", folder)
    file = os.path.join(folder, "tail")
    lacking, most = 0, 0
    for number in range(runs):
        told = curl.get(f"http://127.0.0.1:{port}/tail?run={number}", ARRAY, file)
        with open(file, "rb") as body:
            missing = ROWS - len(ROW.findall(body.read()))
        if told != "exit 92":
            raise SystemExit(f"curl over HTTP/2 should see the reset (exit 92): {told}")
        if missing:
            lacking, most = lacking + 1, max(most, missing)
    print(f"curl over HTTP/2, {ROWS} rows and a failure at once: {lacking} of {runs} runs lack rows, at most {most}")
    return lacking
