//! A server on a real socket.

use axum::Router;
use tokio::net::TcpListener;
use velithon_test_support::Client;

/// Serves until the test's runtime ends.
pub(crate) async fn start(app: Router) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Client(address)
}
