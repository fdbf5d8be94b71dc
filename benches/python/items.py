"""The items of `benches/src/items.rs`, its `Small`, and generators of their JSON text."""

import orjson


def item(n):
    return {
        "id": 1_000_000 + n % 9_000_000,
        "user": 100_000 + n * 7_919 % 2**32 % 900_000,
        "status": "open" if n % 3 else "paid",
        "cents": 10_000 + n * 31 % 2**32 % 90_000,
    }


def items(count):
    return [item(n) for n in range(count)]


async def one_by_one(count):
    yield b"["
    for n in range(count):
        yield b"," + orjson.dumps(item(n)) if n else orjson.dumps(item(n))
    yield b"]"


async def in_chunks(count, size=32 * 1024):
    chunk = bytearray(b"[")
    for n in range(count):
        if n:
            chunk += b","
        chunk += orjson.dumps(item(n))
        if len(chunk) >= size:
            yield bytes(chunk)
            chunk.clear()
    chunk += b"]"
    yield bytes(chunk)
