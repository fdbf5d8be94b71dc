//! The same items from Python: from the framework that Velithon was ported from, and from the one that most people know.

use crate::{
    contenders::{Contender, Host, Side, Text},
    items::Small,
    load::Load,
    python,
    scene::{Scene, expected},
};

pub(super) fn scene() -> Scene {
    let of = |name, title, script, handler| Contender {
        name,
        title,
        side: Side::Peer,
        text: Text::Array,
        host: Host::Python { script, handler },
    };
    let fastapi = |name, title, handler| of(name, title, "fastapi_app.py", handler);
    let velithon = |name, title, handler| of(name, title, "velithon_app.py", handler);
    let mut scene = Scene::of::<Small>("python", "Beside Python: 100,000 items", Load::of(100_000));
    scene
        .contenders
        .retain(|contender| ["loop", "iterator", "json-vec"].contains(&contender.name));
    scene.contenders.extend([
        fastapi("fastapi-list", "FastAPI, returned list", "returned"),
        fastapi("fastapi-orjson", "FastAPI, orjson.dumps", "dumped"),
        fastapi("fastapi-stream", "FastAPI, StreamingResponse", "stream"),
        fastapi("fastapi-chunks", "FastAPI, the same by 32 KiB", "chunks"),
        Contender {
            text: Text::Lines,
            ..fastapi("fastapi-lines", "FastAPI, yielded items, as lines", "lines")
        },
        velithon("velithon-0.6-json", "Velithon 0.6, JSONResponse", "json"),
        velithon("velithon-0.6-stream", "Velithon 0.6, StreamingResponse", "stream"),
        velithon("velithon-0.6-chunks", "Velithon 0.6, the same by 32 KiB", "chunks"),
    ]);
    scene.expected = |count, text| {
        python::environment()?;
        expected::<Small>(count, text)
    };
    scene.threads = "one runtime thread, or Python's as said below";
    scene.note = note;
    scene
}

fn note() -> String {
    format!(
        "{}. {NOTE}",
        python::versions(["fastapi", "uvicorn", "velithon", "granian", "orjson"])
    )
}

const NOTE: &str = "\
Languages and servers differ, and much of a ratio is theirs; the table says what a move from one to the other changes. \
All send the same bytes. Each makes an item when it sends it, or the whole list before where it returns one: Python's are \
dicts. *StreamingResponse* is an asynchronous generator that yields an item's text at a time, as both frameworks' guides \
show it; *by 32 KiB* the same generator with a buffer, which no guide has, the counterpart of the loop written by hand. \
Velithon 0.6.10 as published answers every streamed response with a 500: it is measured with the one line that it lacks \
(`benches/python/velithon_app.py`). FastAPI is served by one process, Velithon 0.6 as its command does, by a worker of a \
few threads beside a supervisor: the worker is what is measured. Most of Python's memory is there before the first item.";
