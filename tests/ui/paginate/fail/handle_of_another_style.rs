use velithon::{PageItems, paginate};

struct CursorRequest<T>(T);

#[paginate(style = page)]
async fn handler(page: CursorRequest<u32>) -> PageItems<u32> {
    let _ = page;
    PageItems::new(vec![1])
}

fn main() {}
