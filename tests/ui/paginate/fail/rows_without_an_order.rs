use velithon::{CursorRequest, PageItems, paginate};

#[derive(Clone, serde::Serialize)]
struct Row {
    id: u32,
}

#[paginate(style = cursor)]
async fn returned() -> Vec<Row> {
    vec![Row { id: 1 }]
}

#[paginate]
async fn told(page: CursorRequest<Row>) -> PageItems<Row> {
    let _ = page;
    PageItems::new(vec![])
}

fn main() {}
