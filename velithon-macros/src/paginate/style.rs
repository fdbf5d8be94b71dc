/// How the pages of a handler are reached.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Style {
    Page,
    Offset,
    Cursor,
}
