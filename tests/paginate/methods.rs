//! Handlers that are methods: of what the `impl` around them declares, the attribute sees nothing.

use std::marker::PhantomData;

use axum::extract::State;
use http::StatusCode;
use velithon::{PageItems, PageRequest, paginate};
use velithon_test_support::get;

trait Store: Clone + Send + Sync {
    fn load(&self) -> impl Future<Output = Vec<u32>> + Send;

    #[paginate]
    async fn numbers(State(store): State<Self>, page: PageRequest) -> Result<PageItems<u32>, StatusCode> {
        let rows = store.load().await.into_iter().take(page.size() as usize);
        Ok(PageItems::new(rows.collect()))
    }
}

#[derive(Clone)]
struct Three;

impl Store for Three {
    async fn load(&self) -> Vec<u32> {
        tokio::task::yield_now().await;
        vec![1, 2, 3]
    }
}

struct Api<S>(PhantomData<S>);

// `S` need not be `'static`.
impl<S: Store> Api<S> {
    #[paginate]
    async fn list(State(store): State<S>) -> Vec<u32> {
        store.load().await
    }

    #[paginate]
    async fn list_or_failed(State(store): State<S>) -> Result<Vec<u32>, StatusCode> {
        Ok(store.load().await)
    }
}

/// What borrows, which `Self` does not show.
#[derive(Clone)]
struct Lent<'a>(&'a [u32]);

impl Lent<'_> {
    #[paginate]
    async fn list(State(lent): State<Self>) -> Vec<u32> {
        tokio::task::yield_now().await;
        lent.0.to_vec()
    }
}

#[tokio::test]
async fn methods_of_what_is_generic_or_borrows_answer() {
    let numbers = Three::numbers(get("/?size=2"), State(Three)).await.unwrap();
    assert!(numbers.body().starts_with(br#"{"items":[1,2],"#));
    let page = Api::<Three>::list(get("/"), State(Three)).await;
    assert!(page.body().starts_with(br#"{"items":[1,2,3],"#));
    let page = Api::<Three>::list_or_failed(get("/"), State(Three)).await.unwrap();
    assert!(page.body().starts_with(br#"{"items":[1,2,3],"#));
    let page = Lent::list(get("/"), State(Lent(&[4, 5]))).await;
    assert!(page.body().starts_with(br#"{"items":[4,5],"#));
}
