use super::Page;

/// What a framework sees of a paginated handler: a [`Page`], or the `Result` of one.
pub trait Answer {
    /// The answer that is this page.
    fn page(page: Page) -> Self;
}

impl Answer for Page {
    fn page(page: Page) -> Self {
        page
    }
}

impl<E> Answer for Result<Page, E> {
    fn page(page: Page) -> Self {
        Ok(page)
    }
}
