//! reqwest without its waits, which are noted instead.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use futures::{FutureExt, future::BoxFuture};
use http::{Request, Response};
use velithon_client::{BoxError, Http, HttpBody};

#[derive(Clone)]
pub(crate) struct Client {
    inner: reqwest::Client,
    waited: Arc<Mutex<Vec<Duration>>>,
}

impl Client {
    pub(crate) fn new() -> Self {
        Self::of(reqwest::Client::builder())
    }

    pub(crate) fn over_http_2() -> Self {
        Self::of(reqwest::Client::builder().http2_prior_knowledge())
    }

    fn of(builder: reqwest::ClientBuilder) -> Self {
        let inner = builder.pool_max_idle_per_host(0).no_proxy().build().unwrap();
        Self {
            inner,
            waited: Arc::default(),
        }
    }

    pub(crate) fn waited(&self) -> Vec<Duration> {
        self.waited.lock().unwrap().clone()
    }
}

impl Http for Client {
    fn send(&self, request: Request<()>) -> BoxFuture<'static, Result<Response<HttpBody>, BoxError>> {
        self.inner.send(request)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.waited.lock().unwrap().push(time);
        std::future::ready(()).boxed()
    }
}
