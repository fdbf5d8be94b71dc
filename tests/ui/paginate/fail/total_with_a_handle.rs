use velithon::{PageItems, PageRequest, paginate};

#[paginate(total = exact)]
async fn handler(page: PageRequest) -> PageItems<u32> {
    PageItems::new(vec![page.size()])
}

fn main() {}
