use velithon::{CursorRequest, Keyset, PageItems, PageRequest, paginate};

#[derive(Clone, serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

#[paginate(style = page, page = "p", total = none)]
async fn numbered(page: CursorRequest<Row>) -> PageItems<Row> {
    PageItems::new(page.slice(&[]).cloned().collect())
}

#[paginate(style = cursor, sort = "id", bind("q"))]
async fn walked(page: PageRequest) -> PageItems<u32> {
    PageItems::new(vec![page.size()])
}

#[paginate]
async fn borrowed(page: &CursorRequest<Row>) -> PageItems<Row> {
    PageItems::new(page.slice(&[]).cloned().collect())
}

fn main() {}
