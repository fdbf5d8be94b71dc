use velithon::Keyset;

#[derive(Keyset)]
#[keyset]
#[keyset()]
#[keyset(order = "id", id)]
#[keyset(sort = id, id)]
#[keyset(sort = "", id)]
#[keyset(sort = "id", id descending)]
#[keyset(sort = "id", id nulls)]
#[keyset(sort = "id", id nulls middle)]
#[keyset(crate = velithon)]
struct Row {
    #[keyset(unique, key)]
    #[keyset(column)]
    #[keyset(column = "i\0d")]
    id: i64,
}

#[derive(Keyset)]
#[keyset(sort = "id", id)]
struct Value {
    #[keyset(unique = true)]
    id: i64,
}

fn main() {}
