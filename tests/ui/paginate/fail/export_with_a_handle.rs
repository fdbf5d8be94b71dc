use velithon::{CursorRequest, Keyset, PageItems, paginate};

#[derive(serde::Serialize, Keyset)]
#[keyset(sort = "id", id asc)]
struct Person {
    #[keyset(unique)]
    id: i64,
}

#[paginate(export)]
async fn people(page: CursorRequest<Person>) -> PageItems<Person> {
    let _ = page;
    PageItems::new(Vec::new())
}

fn main() {}
