//! Sources that are returned.

use std::convert::Infallible;

use velithon::{CountSource, PageRequest, PageSource, paginate};

use super::{AppResult, COUNTED, UNCOUNTED};

gives! {
    source = COUNTED;
    source_without_total = UNCOUNTED;
    opaque_source = UNCOUNTED;
    opaque_counted_source = COUNTED;
    uncounted_source = UNCOUNTED;
    source_in_a_result = COUNTED;
}

struct Source(u32);

impl PageSource for Source {
    type Item = u32;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<u32>, Infallible> {
        let from = page.offset() as u32;
        Ok((from..self.0).take(page.limit() as usize).collect())
    }
}

impl CountSource for Source {
    async fn count(&mut self, _: u64) -> Result<u64, Infallible> {
        Ok(self.0.into())
    }
}

struct Uncounted(Source);

impl PageSource for Uncounted {
    type Item = u32;
    type Error = Infallible;

    async fn rows(&mut self, page: PageRequest) -> Result<Vec<u32>, Infallible> {
        self.0.rows(page).await
    }
}

#[paginate]
async fn source() -> Source {
    Source(5)
}

#[paginate(total = none)]
async fn source_without_total() -> Source {
    Source(5)
}

#[paginate]
async fn opaque_source() -> impl PageSource {
    Source(5)
}

#[paginate]
async fn opaque_counted_source() -> impl CountSource {
    Source(5)
}

#[paginate]
async fn uncounted_source() -> Uncounted {
    Uncounted(Source(5))
}

#[paginate]
async fn source_in_a_result() -> AppResult<Source> {
    Ok(Source(5))
}
