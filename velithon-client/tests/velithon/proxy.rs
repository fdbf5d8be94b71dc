//! What is between a client and its server: a proxy that cuts connections where a test wants it.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What becomes of a connection.
#[derive(Clone, Copy)]
pub(crate) enum Fate {
    /// It goes through to this server.
    Through(SocketAddr),
    /// Of what this server answers, so many bytes go through; then the connection is closed well, or reset.
    Cut {
        server: SocketAddr,
        at: usize,
        is_reset: bool,
    },
    /// The proxy answers by itself.
    Answer(&'static str),
}

pub(crate) struct Proxy {
    pub(crate) url: String,
    task: JoinHandle<()>,
}

impl Proxy {
    /// `fate` says what becomes of each connection, counted from 0.
    pub(crate) async fn start(fate: impl Fn(usize) -> Fate + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let fate = Arc::new(fate);
        let task = tokio::spawn(async move {
            for nth in 0.. {
                let (client, _) = listener.accept().await.unwrap();
                let fate = fate(nth);
                tokio::spawn(async move {
                    // Either side may go away at any time.
                    let _ = meet(client, fate).await;
                });
            }
        });
        Self { url, task }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn meet(mut client: TcpStream, fate: Fate) -> std::io::Result<()> {
    match fate {
        Fate::Through(server) => {
            let mut server = TcpStream::connect(server).await?;
            copy_bidirectional(&mut client, &mut server).await?;
        }
        Fate::Cut { server, at, is_reset } => {
            let mut server = TcpStream::connect(server).await?;
            let (mut from_client, mut to_client) = client.split();
            let (from_server, mut to_server) = server.split();
            // A server that has answered all waits for the client, which leaves then.
            let mut answer = from_server.take(at as u64);
            tokio::select! {
                _ = tokio::io::copy(&mut answer, &mut to_client) => {}
                _ = tokio::io::copy(&mut from_client, &mut to_server) => return Ok(()),
            }
            if is_reset {
                client.set_zero_linger()?;
            } else {
                client.shutdown().await?;
                // Until the client leaves: a close with unread bytes would be a reset.
                client.read_to_end(&mut Vec::new()).await?;
            }
        }
        Fate::Answer(answer) => {
            request(&mut client).await?;
            client.write_all(answer.as_bytes()).await?;
            client.shutdown().await?;
            client.read_to_end(&mut Vec::new()).await?;
        }
    }
    Ok(())
}

/// A request, which has no body.
async fn request(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if client.read_buf(&mut request).await? == 0 {
            break;
        }
    }
    Ok(request)
}

/// How many bytes a server answers, head and body.
pub(crate) async fn length(server: SocketAddr, path: &str, accept: &str) -> usize {
    let mut stream = TcpStream::connect(server).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept: {accept}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{path}: {}",
        String::from_utf8_lossy(&answer)
    );
    answer.len()
}
