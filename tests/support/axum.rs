use ::axum::Router;
use tokio::net::TcpListener;

use crate::Client;

impl Client {
    /// Serves `app` over a socket until the runtime of the test ends. The client of that server.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    pub async fn of(app: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { ::axum::serve(listener, app).await });
        Self(address)
    }
}
