//! A store of 100,000 users and 1,000,000 orders in an embedded database, on PostgreSQL or on MySQL: `cargo run --release --example store`.

mod args;
mod backend;
mod burst;
mod data;
mod database;
mod error;
mod feed;
mod generated;
mod lease;
mod live;
mod mysql;
mod orders;
mod page;
mod people;
mod postgres;
mod routes;
mod seed;
mod state;
mod users;

#[cfg(target_os = "linux")]
use std::time::Duration;
use std::{env, error::Error, io, process::ExitCode};

use axum::serve::ListenerExt;
#[cfg(target_os = "linux")]
use socket2::SockRef;
use sqlx::Pool;
use tokio::{
    net::{TcpListener, TcpStream},
    signal,
    sync::watch,
};
use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    fmt::format::FmtSpan,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use velithon::{
    MemoryManager,
    sql::{SqlKeyset, SqlRow},
};

use crate::{
    args::{Args, Place},
    backend::Backend,
    live::Recent,
    orders::{Order, StatusTotal},
    people::Person,
    state::Store,
    users::User,
};

fn main() -> ExitCode {
    log();
    let args = match Args::parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            println!("{}", args::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("store: {error}; --help lists the options");
            return ExitCode::from(2);
        }
    };
    let memory = MemoryManager::new();
    memory.tune();
    let parking = memory.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // A cleanup reaches what each worker keeps for itself only when the worker rests.
        .on_thread_park(move || parking.on_thread_park())
        .build();
    let ended = runtime
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(run(args, memory)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("store: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Events as `RUST_LOG` says, and each response's span when it ends: with what was sent, and how it ended.
fn log() {
    let asked = env::var("RUST_LOG").ok().and_then(|asked| asked.parse().ok());
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .finish()
        .with(asked.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO)))
        .init();
}

async fn run(args: Args, memory: MemoryManager) -> Result<(), Box<dyn Error>> {
    // The port comes first: whoever has to choose another should not wait for the database to hear of it.
    let listener = bind(args.port).await?;
    match args.database {
        Place::File(path) => {
            let db = database::open(&path).await?;
            let place = format!("in {}", path.display());
            serve(listener, db, memory, &place).await
        }
        Place::Postgres(url) => {
            let db = postgres::open(&url).await?;
            serve(listener, db, memory, "on PostgreSQL").await
        }
        Place::MySql(url) => {
            let db = mysql::open(&url).await?;
            serve(listener, db, memory, "on MySQL").await
        }
    }
}

async fn serve<DB: Backend>(
    listener: TcpListener,
    db: Pool<DB>,
    memory: MemoryManager,
    place: &str,
) -> Result<(), Box<dyn Error>>
where
    Order: SqlRow<DB> + SqlKeyset<DB>,
    StatusTotal: SqlRow<DB>,
    User: SqlRow<DB>,
    Person: SqlRow<DB> + SqlKeyset<DB>,
{
    let address = listener.local_addr()?;
    println!("The store is open; its data is {place}. See it in a browser at http://{address}/, or try:\n");
    for route in routes::ROUTES {
        println!(
            "    curl -sN http://{address}{:<19} | head -c 400    # {}",
            route.path, route.about
        );
    }
    println!("\nCtrl-c closes it.");

    let listener = listener.tap_io(|client| {
        // What a handler flushes leaves at once, instead of waiting for the client's acknowledgement of what it had before.
        if let Err(error) = client.set_nodelay(true) {
            tracing::debug!(%error, "small chunks may be late");
        }
        limit_writes(client);
    });
    let (sender, recent) = watch::channel(Recent::new());
    let orders = tokio::spawn(live::take_orders(db.clone(), sender));
    axum::serve(listener, routes::router(Store::new(db, memory, recent)))
        .with_graceful_shutdown(async move {
            shutdown().await;
            // With their source the feeds end, which would keep the store open for ever.
            orders.abort();
        })
        .await?;
    Ok(())
}

/// Has the system close a connection whose client has read nothing for a minute, as long as a stream may stall.
///
/// Velithon closes a connection itself when one of its streams has stalled. This is for all other responses, which end only when
/// they are written, and for what the system still holds of a closed one.
fn limit_writes(client: &TcpStream) {
    #[cfg(target_os = "linux")]
    if let Err(error) = SockRef::from(client).set_tcp_user_timeout(Some(Duration::from_mins(1))) {
        tracing::debug!(%error, "a client that does not read may keep its connection");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = client;
}

async fn bind(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => format!("port {port} is taken; choose another with --port (0: any free one)"),
            _ => format!("cannot listen on port {port}: {error}"),
        })
}

/// Ends with the first ctrl-c, which lets the open responses finish. A second one does not wait for them.
async fn shutdown() {
    if signal::ctrl_c().await.is_err() {
        return std::future::pending().await;
    }
    eprintln!("\nFinishing the open responses; ctrl-c again drops them.");
    tokio::spawn(async {
        if signal::ctrl_c().await.is_ok() {
            std::process::exit(130);
        }
    });
}
