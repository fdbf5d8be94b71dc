//! The client's side of a measurement: it takes what comes and does as little as possible with it.

mod chunks;
mod connection;
#[cfg(feature = "http2")]
mod http2;
mod length;

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use crate::{failure::Failure, load::Load};
use connection::Connection;

/// Asks for what a load says, and returns the time from the first request to the last response's end.
///
/// Of each response the status, the framing and the number of `bytes` are looked at: the text of one was compared before,
/// which [`fetch`] is for.
pub(crate) fn run(address: SocketAddr, load: Load, bytes: usize) -> Result<Duration, Failure> {
    if load.http2 {
        #[cfg(feature = "http2")]
        return http2::run(address, load, bytes);
    }
    let connections: Result<Vec<_>, _> = (0..load.connections).map(|_| Connection::open(address)).collect();
    let mut connections = connections?;
    let start = Instant::now();
    if load.responses > 1 {
        in_turn(&mut connections, load, bytes)?;
    } else {
        side_by_side(&mut connections, load, bytes)?;
    }
    Ok(start.elapsed())
}

/// Short responses: a request goes out on every connection, then the responses are read in that order.
fn in_turn(connections: &mut [Connection], load: Load, bytes: usize) -> Result<(), Failure> {
    for _ in 0..load.responses {
        for connection in &mut *connections {
            connection.ask(load.items)?;
        }
        for connection in &mut *connections {
            connection.drain(bytes, load.rate)?;
        }
    }
    Ok(())
}

/// Long responses: each has a thread that reads it.
fn side_by_side(connections: &mut [Connection], load: Load, bytes: usize) -> Result<(), Failure> {
    thread::scope(|scope| {
        let threads: Vec<_> = connections
            .iter_mut()
            .map(|connection| {
                scope.spawn(move || {
                    connection.ask(load.items)?;
                    connection.drain(bytes, load.rate)
                })
            })
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a client panicked")?)
    })
}

/// The body of one response, asked for as [`run`] does.
pub(crate) fn fetch(address: SocketAddr, load: Load) -> Result<Vec<u8>, Failure> {
    if load.http2 {
        #[cfg(feature = "http2")]
        return http2::fetch(address, load.items);
    }
    let mut connection = Connection::open(address)?;
    connection.ask(load.items)?;
    connection.read()
}

/// Asks for one path again and again, demands as many `bytes` of each response, and returns the time that this takes.
#[cfg(feature = "sqlite")]
pub(crate) fn time(address: SocketAddr, path: &str, requests: u32, bytes: usize) -> Result<Duration, Failure> {
    let mut connection = Connection::open(address)?;
    let start = Instant::now();
    for _ in 0..requests {
        connection.ask_for(path)?;
        connection.drain(bytes, None)?;
    }
    Ok(start.elapsed())
}

/// The body that a path is answered with.
#[cfg(feature = "sqlite")]
pub(crate) fn get(address: SocketAddr, path: &str) -> Result<Vec<u8>, Failure> {
    let mut connection = Connection::open(address)?;
    connection.ask_for(path)?;
    connection.read()
}
