use velithon::{Keyset, paginate};

static KEYS: [u8; 32] = [7; 32];

#[derive(Clone, serde::Serialize, Keyset)]
#[keyset(sort = "id", id)]
struct Row {
    #[keyset(unique)]
    id: u32,
}

#[paginate(style = cursor, sign = KEYS)]
async fn handler() -> Vec<Row> {
    vec![]
}

fn main() {}
