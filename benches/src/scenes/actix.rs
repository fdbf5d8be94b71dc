//! Lines on actix-web: a framework with a server of its own.

use std::convert::Infallible;

use actix_web::{App, HttpResponse, HttpServer, Responder, rt::System, web};
use futures::{StreamExt, stream};
use http_body_util::BodyDataStream;
use velithon::{Emitter, stream_json};

use crate::{
    contenders::{Contender, Host, Side, Text, chunk_loop},
    failure::Failure,
    items::{Small, items},
    load::Load,
    scene::{Scene, expected},
};

pub(super) fn scene() -> Scene {
    let actix = |name, title, side, text, configure| Contender {
        name,
        title,
        side,
        text,
        host: Host::Actix(configure),
    };
    let mut scene = Scene::of::<Small>("actix", "actix-web: 1,000,000 items", Load::of(1_000_000));
    scene.contenders = vec![
        actix("loop", "hand-written loop", Side::Measure, Text::Array, |app| {
            app.route("/{count}", web::get().to(by_hand));
        }),
        actix(
            "iterator",
            "velithon, returned iterator",
            Side::Ours,
            Text::Array,
            |app| {
                app.route("/{count}", web::get().to(iterator));
            },
        ),
        actix(
            "iterator-lines",
            "velithon, iterator, lines",
            Side::Ours,
            Text::Lines,
            |app| {
                app.route("/{count}", web::get().to(iterator_lines));
            },
        ),
        actix("emit-lines", "velithon, emit, lines", Side::Ours, Text::Lines, |app| {
            app.route("/{count}", web::get().to(emit_lines));
        }),
        actix("ndjson", "actix-web-lab NdJson", Side::Peer, Text::Lines, |app| {
            app.route("/{count}", web::get().to(lines));
        }),
        actix("json-vec", "actix-web Json(Vec)", Side::Peer, Text::Array, |app| {
            app.route("/{count}", web::get().to(vector));
        }),
    ];
    scene.threads = "one worker thread";
    scene.expected = expected::<Small>;
    scene
}

pub(crate) fn serve(configure: fn(&mut web::ServiceConfig)) -> Result<(), Failure> {
    System::new().block_on(async {
        let server = HttpServer::new(move || App::new().configure(configure))
            .workers(1)
            // As the servers on axum have it.
            .tcp_nodelay(true)
            .disable_signals()
            .bind(("127.0.0.1", 0))?;
        if let Some(address) = server.addrs().first() {
            println!("{}", address.port());
        }
        Ok(server.run().await?)
    })
}

async fn by_hand(count: web::Path<u32>) -> impl Responder {
    let chunks = BodyDataStream::new(chunk_loop::body(items::<Small>(*count)));
    HttpResponse::Ok().content_type("application/json").streaming(chunks)
}

#[stream_json]
async fn iterator(count: web::Path<u32>) -> impl Iterator<Item = Small> {
    items(*count)
}

#[stream_json(format = ndjson)]
async fn iterator_lines(count: web::Path<u32>) -> impl Iterator<Item = Small> {
    items(*count)
}

#[stream_json(format = ndjson)]
async fn emit_lines(count: web::Path<u32>, rows: &Emitter<Small>) {
    for item in items(*count) {
        rows.emit(&item).await;
    }
}

async fn lines(count: web::Path<u32>) -> impl Responder {
    let items = stream::iter(items::<Small>(*count)).map(Ok::<_, Infallible>);
    actix_web_lab::respond::NdJson::new(items).into_responder()
}

async fn vector(count: web::Path<u32>) -> impl Responder {
    web::Json(items::<Small>(*count).collect::<Vec<_>>())
}
