use velithon::Keyset;

type Name = Option<String>;

#[derive(Keyset)]
#[keyset(sort = "name", name desc, id)]
#[keyset(sort = "alias", alias, id)]
struct Row {
    #[keyset(unique)]
    id: i64,
    name: Option<String>,
    alias: Name,
}

fn main() {}
