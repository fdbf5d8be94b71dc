use velithon::paginate;

struct User;

#[paginate]
async fn handler() -> Vec<User> {
    vec![User]
}

fn main() {}
