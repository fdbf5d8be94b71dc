use velithon::paginate;

struct User;

#[paginate]
async fn handler() -> User {
    User
}

fn main() {}
