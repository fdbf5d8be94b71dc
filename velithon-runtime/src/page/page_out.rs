use super::Page;

/// What a framework sees of a paginated handler: a [`Page`], or the `Result` of one.
pub trait PageOut {
    /// The answer that is this page.
    fn page(page: Page) -> Self;
}

impl PageOut for Page {
    fn page(page: Page) -> Self {
        page
    }
}

impl<E> PageOut for Result<Page, E> {
    fn page(page: Page) -> Self {
        Ok(page)
    }
}
