use velithon::{PageItems, PageRequest, paginate};

#[paginate]
async fn handler(_page: PageRequest, other: PageRequest) -> PageItems<u32> {
    PageItems::new(vec![1])
}

fn main() {}
