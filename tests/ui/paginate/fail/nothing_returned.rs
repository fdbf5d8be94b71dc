use velithon::paginate;

#[paginate]
async fn returned() {}

#[paginate]
async fn told(page: velithon::PageRequest) {}

fn main() {}
