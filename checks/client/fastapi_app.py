"""Lines as FastAPI applications stream them, and how they end when something goes wrong."""

import asyncio
import json

from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse

app = FastAPI()
ROWS = 5000


def line(row: int) -> str:
    return json.dumps({"id": row, "name": f"row {row}"}) + "\n"


@app.get("/lines")
async def lines(fail_at: int = -1):
    async def rows():
        for row in range(ROWS):
            if row == fail_at:
                raise RuntimeError("the database is gone")
            yield line(row)
            if row % 500 == 0:
                await asyncio.sleep(0)

    return StreamingResponse(rows(), media_type="application/x-ndjson")


@app.get("/array")
async def array(fail_at: int = -1):
    async def rows():
        for row in range(ROWS):
            if row == fail_at:
                raise RuntimeError("the database is gone")
            yield ("[" if row == 0 else ",") + line(row)
        yield "]"

    return StreamingResponse(rows(), media_type="application/json")


@app.get("/events")
async def events():
    async def rows():
        for row in range(ROWS):
            yield f"data: {line(row)}\n"

    return StreamingResponse(rows(), media_type="text/event-stream")


@app.get("/list")
async def everything():
    return [{"id": row, "name": "x"} for row in range(ROWS)]


@app.get("/page")
async def page(offset: int = 0, limit: int = 700):
    rows = [{"id": row, "name": "x"} for row in range(offset, min(offset + limit, ROWS))]
    return {"items": rows, "offset": offset, "limit": limit, "total": ROWS}


busy = {"left": 2}


@app.get("/busy")
async def busy_at_first():
    if busy["left"] > 0:
        busy["left"] -= 1
        return JSONResponse({"detail": "later"}, status_code=503, headers={"Retry-After": "0"})
    busy["left"] = 2
    return [{"id": row, "name": "x"} for row in range(ROWS)]


@app.get("/invalid")
async def invalid(number: int):
    return [number]
