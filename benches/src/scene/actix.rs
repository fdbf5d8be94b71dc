//! Lines on actix-web: a framework with a server of its own.

use std::convert::Infallible;

use actix_web::{App, HttpServer, Responder, rt::System, web};
use futures::{StreamExt, stream};

use super::{Load, Scene, expected};
use crate::{
    Failure,
    contenders::{Contender, Host, Side, Text, counted},
    items::{Small, items},
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
        Contender::new("loop", "hand-written loop, on axum", Side::Measure, || {
            counted(crate::contenders::chunk_loop::chunk_loop::<Small>)
        }),
        actix("ndjson", "actix-web-lab NdJson", Side::Peer, Text::Lines, |app| {
            app.route("/{count}", web::get().to(lines));
        }),
        actix("json-vec", "actix-web Json(Vec)", Side::Peer, Text::Array, |app| {
            app.route("/{count}", web::get().to(vector));
        }),
    ];
    scene.expected = expected::<Small>;
    scene
}

pub(crate) fn serve(configure: fn(&mut web::ServiceConfig)) -> Result<(), Failure> {
    System::new().block_on(async {
        let server = HttpServer::new(move || App::new().configure(configure))
            .workers(1)
            .disable_signals()
            .bind(("127.0.0.1", 0))?;
        if let Some(address) = server.addrs().first() {
            println!("{}", address.port());
        }
        Ok(server.run().await?)
    })
}

async fn lines(count: web::Path<u32>) -> impl Responder {
    let items = stream::iter(items::<Small>(*count)).map(Ok::<_, Infallible>);
    actix_web_lab::respond::NdJson::new(items).into_responder()
}

async fn vector(count: web::Path<u32>) -> impl Responder {
    web::Json(items::<Small>(*count).collect::<Vec<_>>())
}
