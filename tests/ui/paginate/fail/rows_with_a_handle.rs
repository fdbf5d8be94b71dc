use velithon::{PageRequest, paginate};

#[paginate]
async fn handler(page: PageRequest) -> Vec<u32> {
    vec![page.size()]
}

fn main() {}
