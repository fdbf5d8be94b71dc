"""Reads responses with one of Python's HTTP clients, as they come.

    python get.py urllib|requests|httpx|httpx-http2|aiohttp

Each line of the standard input is a URL, an `Accept` and a file for the body, with tabs between them. Each is answered by a
line: `ok`, the status where it is not 200, or the name of the exception that ended it.
"""

import asyncio
import sys


def by_urllib(url, accept, body):
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    try:
        response = urlopen(Request(url, headers={"Accept": accept}), timeout=30)
    except HTTPError as error:
        return error.code
    with response:
        while chunk := response.read1(65536):
            body.write(chunk)
        return response.status


def by_requests(url, accept, body):
    import requests

    with requests.get(url, headers={"Accept": accept}, stream=True, timeout=30) as response:
        for chunk in response.iter_content(None):
            body.write(chunk)
        return response.status_code


def by_httpx(url, accept, body, is_http2=False):
    import httpx

    with httpx.Client(http1=not is_http2, http2=is_http2, timeout=30) as client:
        with client.stream("GET", url, headers={"Accept": accept}) as response:
            for chunk in response.iter_bytes():
                body.write(chunk)
            return response.status_code


def by_httpx_http2(url, accept, body):
    return by_httpx(url, accept, body, is_http2=True)


def by_aiohttp(url, accept, body):
    import aiohttp

    async def read():
        patience = aiohttp.ClientTimeout(total=30)
        headers = {"Accept": accept}
        async with aiohttp.ClientSession(timeout=patience) as session, session.get(url, headers=headers) as response:
            async for chunk in response.content.iter_any():
                body.write(chunk)
            return response.status

    return asyncio.run(read())


def main():
    get = globals()["by_" + sys.argv[1].replace("-", "_")]
    for line in sys.stdin:
        url, accept, file = line.rstrip("\n").split("\t")
        with open(file, "wb") as body:
            try:
                status = get(url, accept, body)
                told = "ok" if status == 200 else f"status {status}"
            except Exception as error:
                told = type(error).__name__
        print(told, flush=True)


main()
