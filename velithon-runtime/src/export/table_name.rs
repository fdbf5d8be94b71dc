use crate::{page::request::query::decoded_path, stream::sink::filename::with_extension};

/// What a table is saved as: what comes last in the path, which names what is exported, with `.csv` in place of the extension of
/// another format. Percent-encoding that is no UTF-8 stays.
pub(super) fn table_name(path: &str) -> String {
    let mut segments = path.rsplit('/');
    let segment = segments.find(|segment| !segment.is_empty()).unwrap_or("export");
    let decoded = String::from_utf8(decoded_path(segment).into_owned());
    let mut name = with_extension(decoded.as_deref().unwrap_or(segment), &["csv"]).into_owned();
    // `.v2` of `/data.v2` is part of the name.
    if !name.to_ascii_lowercase().ends_with(".csv") {
        name.push_str(".csv");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_called_as_the_last_part_of_the_path() {
        for (path, name) in [
            ("/v1/people", "people.csv"),
            ("/v1/people/", "people.csv"),
            ("/", "export.csv"),
            ("/a/r%C3%A9sum%C3%A9", "résumé.csv"),
            ("/a/r%E9sum%E9", "r%E9sum%E9.csv"),
            ("/a/a+b%20c", "a+b c.csv"),
            ("/orders.json", "orders.csv"),
            ("/orders.csv", "orders.csv"),
            ("/data.v2", "data.v2.csv"),
        ] {
            assert_eq!(table_name(path), name);
        }
    }
}
