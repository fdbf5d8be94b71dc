import multiprocessing
import sys
from typing import Annotated

import velithon
from velithon import JSONResponse, Velithon
from velithon.cli import cli
from velithon.params import Path

import host
from items import in_chunks, items, one_by_one


class StreamingResponse(velithon.StreamingResponse):
    # 0.6.10 reads it before anything has set it: without this line every streamed response is a 500.
    body = b""


async def json(count: Annotated[int, Path()]):
    return JSONResponse(items(count))


async def stream(count: Annotated[int, Path()]):
    return StreamingResponse(one_by_one(count), media_type="application/json")


async def chunks(count: Annotated[int, Path()]):
    return StreamingResponse(in_chunks(count), media_type="application/json")


app = Velithon()
app.get("/{count}")(globals()[sys.argv[1]])


def worker():
    """Requests are answered in a process of their own."""
    return multiprocessing.active_children()[0].pid


def stop():
    for child in multiprocessing.active_children():
        child.kill()


if __name__ == "__main__":
    reserved = host.reserve()
    port = reserved.getsockname()[1]
    host.answer(port, worker, stop)
    cli(["run", "--app", "velithon_app:app", "--host", host.ADDRESS, "--port", str(port), "--log-level", "ERROR"])
