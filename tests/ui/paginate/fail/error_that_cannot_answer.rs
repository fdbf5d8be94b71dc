use velithon::{PageItems, PageRequest, paginate};

struct AppError;

#[paginate]
async fn told(_page: PageRequest) -> Result<PageItems<u32>, AppError> {
    Err(AppError)
}

#[paginate]
async fn returned() -> Result<Vec<u32>, AppError> {
    Err(AppError)
}

fn main() {}
