use velithon::paginate;

#[paginate(export, batch = 10)]
async fn numbers() -> Vec<u32> {
    Vec::new()
}

#[paginate(style = offset, export)]
async fn more_numbers() -> Vec<u32> {
    Vec::new()
}

fn main() {}
