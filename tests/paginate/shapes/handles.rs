//! Handlers that are told which rows to return.

use std::io;

use serde::Serialize;
use velithon::{PageItems, PageRequest, paginate};

use super::{AppError, AppResult, COUNTED, Hidden, Numbers, numbers, second_page};

gives! {
    told = COUNTED;
    told_and_fallible = COUNTED;
    told_with_opaque_items = COUNTED;
    told_with_opaque_items_and_fallible = COUNTED;
    told_and_blocking = COUNTED;
    hidden_handle = COUNTED;
    early_return = COUNTED;
}

#[paginate]
async fn told(page: PageRequest) -> PageItems<u32> {
    let (from, to) = (page.offset() as u32, page.offset() as u32 + page.limit() as u32);
    PageItems::new((from..to.min(5)).collect()).total(5)
}

#[paginate]
async fn told_and_fallible(numbers: Numbers, page: velithon::PageRequest) -> AppResult<PageItems<u32>> {
    let from = Ok::<_, io::Error>(page.offset())?;
    let rows = numbers.0.iter().skip(from as usize).take(page.limit() as usize);
    Ok(PageItems::new(rows.copied().collect()).total(5))
}

#[paginate]
async fn told_with_opaque_items(page: PageRequest) -> PageItems<impl Serialize> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[paginate]
async fn told_with_opaque_items_and_fallible(page: PageRequest) -> AppResult<PageItems<impl Serialize>> {
    Ok(PageItems::new(numbers().split_off(page.offset() as usize)).total(5))
}

#[paginate]
fn told_and_blocking(numbers: Numbers, page: PageRequest) -> Result<PageItems<u32>, AppError> {
    let from = Ok::<_, io::Error>(page.offset())?;
    Ok(PageItems::new(numbers.0[from as usize..].to_vec()).total(5))
}

type Items = PageItems<u32>;
type Told = Result<Items, AppError>;

#[paginate]
async fn hidden_handle(velithon_page: ::velithon::PageRequest) -> Told {
    Ok(Items::new(numbers().split_off(velithon_page.offset() as usize)).total(5))
}

#[paginate]
async fn early_return(page: PageRequest) -> AppResult<PageItems<u32>> {
    if page.offset() > 0 {
        return Ok(PageItems::new(numbers().split_off(page.offset() as usize)).total(5));
    }
    Err(AppError)
}

#[tokio::test]
async fn a_handlers_own_error_is_its_own_response() {
    #[paginate]
    async fn told(_page: PageRequest) -> AppResult<PageItems<u32>> {
        Err(AppError)
    }

    #[paginate]
    async fn returned() -> Hidden {
        Err(AppError)
    }

    for (status, text) in [second_page(told).await, second_page(returned).await] {
        assert_eq!((status, text.as_str()), (418, "the handler's own answer"));
    }
}
