use velithon::paginate;

#[paginate(style = cursors, total = all, items = "", links = footer, over_max = refuse, max_offset = "deep")]
async fn handler() -> Vec<u32> {
    vec![1]
}

#[paginate(total = capped, style)]
async fn no_argument() -> Vec<u32> {
    vec![1]
}

#[paginate(total = cached("soon"), sizes = 3, size = 1, size = 2)]
async fn no_time() -> Vec<u32> {
    vec![1]
}

#[paginate(links_base = "/")]
async fn no_base() -> Vec<u32> {
    vec![1]
}

fn main() {}
