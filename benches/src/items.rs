use serde::Serialize;

/// What every contender sends: 58 bytes of JSON, 59 with what separates it from the next.
///
/// It is built without an allocation, so that what is measured is the sending.
#[derive(Clone, Serialize)]
pub(crate) struct Item {
    id: u32,
    user: u32,
    status: &'static str,
    cents: u32,
}

/// Items whose texts have the same length everywhere in the stream: N of them and 2N can be compared.
pub(crate) fn items(count: u32) -> impl Iterator<Item = Item> + Clone + Send + Sync + Unpin + 'static {
    (0..count).map(|n| Item {
        id: 1_000_000 + n % 9_000_000,
        user: 100_000 + n.wrapping_mul(7_919) % 900_000,
        status: if n.is_multiple_of(3) { "paid" } else { "open" },
        cents: 10_000 + n.wrapping_mul(31) % 90_000,
    })
}
