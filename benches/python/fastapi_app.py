import sys
from collections.abc import AsyncIterable

import orjson
import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from typing_extensions import TypedDict

import host
from items import in_chunks, item, items, one_by_one


class Item(TypedDict):
    id: int
    user: int
    status: str
    cents: int


async def returned(count: int) -> list[Item]:
    return items(count)


async def dumped(count: int):
    return Response(orjson.dumps(items(count)), media_type="application/json")


async def lines(count: int) -> AsyncIterable[Item]:
    for n in range(count):
        yield item(n)


async def stream(count: int):
    return StreamingResponse(one_by_one(count), media_type="application/json")


async def chunks(count: int):
    return StreamingResponse(in_chunks(count), media_type="application/json")


app = FastAPI()
app.get("/{count}")(globals()[sys.argv[1]])

if __name__ == "__main__":
    reserved = host.reserve()
    host.answer(reserved.getsockname()[1])
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run([reserved])
