use velithon::{CursorRequest, Keyset, PageItems, PageRequest, paginate};

#[paginate(total = exact)]
async fn handler(page: PageRequest) -> PageItems<u32> {
    PageItems::new(vec![page.size()])
}

#[derive(serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

#[paginate(total = capped(10))]
async fn walk(_: CursorRequest<Row>) -> PageItems<Row> {
    PageItems::new(vec![])
}

fn main() {}
