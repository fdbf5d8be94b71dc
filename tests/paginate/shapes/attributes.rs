//! Attributes, patterns and parameters of a handler.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Query, State},
    http::Request,
};
use serde::Deserialize;
use velithon::{PageItems, PageRequest, paginate};

use super::{AppError, AppResult, COUNTED, Hidden, Numbers, UNCOUNTED, numbers};

gives! {
    patterns = COUNTED;
    debugged = COUNTED;
    debugged_with_a_handle = COUNTED;
    instrumented_above = COUNTED;
    instrumented_below = COUNTED;
    debugged_and_blocking = COUNTED;
    documented = COUNTED;
    configured = COUNTED;
    configured_below = COUNTED;
    attributed = COUNTED;
    patterns_and_told = COUNTED;
    patterns_and_blocking = UNCOUNTED;
    many_extractors = COUNTED;
}

#[derive(Deserialize)]
struct Filter {
    #[serde(default)]
    until: Option<u32>,
}

#[paginate]
async fn patterns(
    State(()): State<()>,
    Query(Filter { mut until }): Query<Filter>,
    _: Numbers,
    _guard: Numbers,
) -> Vec<u32> {
    until.get_or_insert(5);
    (0..until.unwrap_or_default()).collect()
}

#[paginate]
#[axum::debug_handler]
async fn debugged(numbers: Numbers) -> Hidden {
    Ok(numbers.0.to_vec())
}

#[paginate]
#[axum::debug_handler]
async fn debugged_with_a_handle(page: PageRequest) -> AppResult<PageItems<u32>> {
    Ok(PageItems::new(numbers().split_off(page.offset() as usize)).total(5))
}

#[tracing::instrument]
#[paginate]
async fn instrumented_above(page: PageRequest) -> PageItems<u32> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[paginate]
#[tracing::instrument]
async fn instrumented_below(page: PageRequest) -> PageItems<u32> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[paginate]
#[axum::debug_handler(state = ())]
fn debugged_and_blocking(State(()): State<()>, numbers: Numbers) -> Result<Vec<u32>, AppError> {
    Ok(numbers.0.to_vec())
}

/// Documentation above.
#[paginate]
/// And below.
async fn documented() -> Vec<u32> {
    //! And inside.
    numbers()
}

#[cfg(not(test))]
#[paginate]
async fn configured() -> Nothing {
    nothing
}

#[cfg(test)]
#[paginate]
async fn configured(#[cfg(not(test))] nowhere: Nothing, #[cfg(test)] numbers: Numbers) -> Vec<u32> {
    #[cfg(not(test))]
    nowhere.land();
    numbers.0.to_vec()
}

#[paginate]
#[cfg(not(test))]
async fn configured_below() -> Nothing {
    nothing
}

#[paginate]
#[cfg(test)]
async fn configured_below(#[cfg(not(test))] page: Nothing, #[cfg(test)] page: PageRequest) -> PageItems<u32> {
    PageItems::new(numbers().split_off(page.offset() as usize)).total(5)
}

#[allow(non_snake_case)]
#[paginate]
#[must_use = "a page"]
#[inline]
async fn attributed(
    #[allow(unused_variables)] NUMBERS: Numbers,
    #[expect(unused_variables, reason = "held")] numbers_too: Numbers,
) -> Vec<u32> {
    #![allow(clippy::redundant_clone)]

    numbers()
}

#[paginate]
async fn patterns_and_told(
    Numbers(ref shared): Numbers,
    whole @ Numbers(_): Numbers,
    page @ PageRequest { .. }: PageRequest,
    State(mut state): State<()>,
) -> AppResult<PageItems<u32>> {
    let from = page.offset() as usize;
    state.clone_from(&());
    assert_eq!(whole.0, *shared);
    Ok(PageItems::new(shared[from..].to_vec()).total(whole.0.len()))
}

#[paginate]
fn patterns_and_blocking(
    Query(Filter { mut until }): Query<Filter>,
    Numbers(ref shared): Numbers,
    _: Numbers,
) -> impl Iterator<Item = u32> {
    let until = *until.get_or_insert(5);
    shared.iter().copied().filter(move |number| *number < until)
}

#[expect(clippy::too_many_arguments, reason = "as many as there can be")]
#[paginate]
async fn many_extractors(
    (_a, _b): (Numbers, Numbers),
    _c: Numbers,
    _d: Numbers,
    _e: Numbers,
    _f: Numbers,
    _g: Numbers,
    _h: Numbers,
    _i: Numbers,
    _j: Numbers,
    _k: Numbers,
    _l: Numbers,
    _m: Numbers,
    _n: Numbers,
    Numbers(rows): Numbers,
    request: Request<Body>,
) -> Result<Arc<Vec<u32>>, AppError> {
    let uri = request.uri();
    uri.query().ok_or(AppError)?;
    Ok(rows)
}
