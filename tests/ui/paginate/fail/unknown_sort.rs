use velithon::{CursorRequest, Keyset, paginate};

#[derive(Clone, serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
#[keyset(sort = "newest", id desc)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

#[paginate(style = cursor, sort = "oldest")]
async fn returned() -> Result<Vec<Row>, std::convert::Infallible> {
    Ok(vec![])
}

#[paginate(sort = "oldest")]
async fn told(page: CursorRequest<Row>) -> Vec<Row> {
    page.slice(&[]).cloned().collect()
}

fn main() {}
