//! `#[paginate]` through the facade.

mod shapes;
