use velithon::paginate;

#[paginate(members(total = "count", colour = "red"))]
async fn unknown() -> Vec<u8> {
    vec![]
}

#[paginate(members(total = "n", page = "n"), meta = "items")]
async fn alike() -> Vec<u8> {
    vec![]
}

#[paginate(members(next_cursor = "after", next = "onward"))]
async fn of_another_style() -> Vec<u8> {
    vec![]
}

#[paginate(items = none, meta = "meta")]
async fn bare() -> Vec<u8> {
    vec![]
}

#[paginate(envelope = Legacy, items = "rows")]
async fn both() -> Vec<u8> {
    vec![]
}

struct Legacy<R>(R);

fn main() {}
