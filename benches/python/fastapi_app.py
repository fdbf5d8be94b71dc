import sys

import uvicorn
from fastapi import FastAPI
from fastapi.responses import ORJSONResponse, StreamingResponse

import host
from items import in_chunks, items, one_by_one


async def returned(count: int):
    return items(count)


async def orjson(count: int):
    return ORJSONResponse(items(count))


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
