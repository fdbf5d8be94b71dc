use velithon::{PageItems, PageRequest, paginate};

struct User;

#[paginate]
async fn handler(_page: PageRequest) -> PageItems<User> {
    PageItems::new(vec![User])
}

fn main() {}
