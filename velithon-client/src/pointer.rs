//! Members by their name, or by a JSON pointer (RFC 6901).

use std::borrow::Cow;

/// The names on the way to a member: one alone, unless it begins with `/`, as a pointer does.
pub(crate) fn segments(path: &str) -> Vec<Cow<'_, str>> {
    match path.strip_prefix('/') {
        Some(pointer) => pointer.split('/').map(unescaped).collect(),
        None => vec![path.into()],
    }
}

/// The pointer to a member of the object at another one, which is empty for the body.
pub(crate) fn pointer(object: &str, name: &str) -> String {
    format!("{object}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A segment of a pointer as the name that it stands for (section 4).
fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~").into()
    } else {
        segment.into()
    }
}
