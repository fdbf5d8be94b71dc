use velithon::{PageRequest, PageSource, paginate};

struct Source;

impl PageSource for Source {
    type Item = u32;
    type Error = std::convert::Infallible;

    async fn rows(&mut self, _: PageRequest) -> Result<Vec<u32>, Self::Error> {
        Ok(vec![1])
    }
}

#[paginate(total = capped(10))]
async fn handler() -> Source {
    Source
}

fn main() {}
