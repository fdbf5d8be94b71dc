use velithon::{CursorRequest, Keyset, PageItems, paginate};

#[derive(Clone, serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

#[paginate]
async fn others(page: CursorRequest<Row>) -> PageItems<u32> {
    PageItems::new(vec![page.size()])
}

#[paginate]
async fn bare(page: CursorRequest<Row>) -> Row {
    Row { id: page.size() }
}

fn main() {}
