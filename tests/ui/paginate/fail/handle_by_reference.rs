use velithon::{PageItems, paginate};

#[paginate]
async fn handler(page: &velithon::PageRequest) -> PageItems<u32> {
    PageItems::new(vec![page.size()])
}

fn main() {}
