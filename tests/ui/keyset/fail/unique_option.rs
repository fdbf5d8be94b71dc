use velithon::Keyset;

#[derive(Keyset)]
#[keyset(sort = "email", email nulls last)]
struct Row {
    #[keyset(unique)]
    email: Option<String>,
}

fn main() {}
