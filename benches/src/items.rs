//! What is sent. It is built without an allocation, so that what is measured is the sending.

pub(crate) mod api;

use serde::Serialize;

/// An item that is made from its number. Its texts have the same length everywhere in a stream, or the same on average: N of them
/// and 2N can be compared.
pub(crate) trait Sample: Serialize + Clone + Send + Sync + Unpin + 'static {
    /// Bytes of its JSON text with what separates it from the next; to within 1 % where they differ.
    const LENGTH: usize;

    fn nth(n: u32) -> Self;
}

pub(crate) fn items<T: Sample>(count: u32) -> impl Iterator<Item = T> + Clone + Send + Sync + Unpin + 'static {
    (0..count).map(T::nth)
}

/// A small item: a few numbers and a word.
#[derive(Clone, Serialize)]
pub(crate) struct Small {
    id: u32,
    user: u32,
    status: &'static str,
    cents: u32,
}

impl Sample for Small {
    const LENGTH: usize = 59;

    fn nth(n: u32) -> Self {
        Self {
            id: 1_000_000 + n % 9_000_000,
            user: 100_000 + n.wrapping_mul(7_919) % 900_000,
            status: if n.is_multiple_of(3) { "paid" } else { "open" },
            cents: 10_000 + n.wrapping_mul(31) % 90_000,
        }
    }
}

/// An item as wide as a row of a table of orders.
#[derive(Clone, Serialize)]
pub(crate) struct Row {
    id: u32,
    customer: u32,
    name: &'static str,
    email: &'static str,
    product: &'static str,
    quantity: u32,
    unit_cents: u32,
    total_cents: u32,
    currency: &'static str,
    status: &'static str,
    paid: bool,
    coupon: Option<&'static str>,
    address: Address,
    created_at: &'static str,
}

#[derive(Clone, Serialize)]
struct Address {
    street: &'static str,
    city: &'static str,
    country: &'static str,
}

impl Sample for Row {
    const LENGTH: usize = 340;

    fn nth(n: u32) -> Self {
        Self {
            id: 1_000_000 + n % 9_000_000,
            customer: 100_000 + n.wrapping_mul(7_919) % 900_000,
            name: if n.is_multiple_of(2) { "Ada Byron" } else { "Max Frank" },
            email: "orders@shop.example",
            product: "Floor lamp, brass, 140 cm",
            quantity: 1 + n % 9,
            unit_cents: 10_000 + n.wrapping_mul(31) % 90_000,
            total_cents: 100_000 + n.wrapping_mul(37) % 900_000,
            currency: "EUR",
            status: if n.is_multiple_of(3) { "paid" } else { "open" },
            paid: true,
            coupon: None,
            address: Address {
                street: "12 Harbour Street",
                city: "Bremen",
                country: "DE",
            },
            created_at: "2026-03-14T15:09:26Z",
        }
    }
}

/// An item of mostly text, some of which has to be escaped.
#[derive(Clone, Serialize)]
pub(crate) struct Prose {
    id: u32,
    title: &'static str,
    body: &'static str,
    quote: &'static str,
}

impl Sample for Prose {
    const LENGTH: usize = 969;

    fn nth(n: u32) -> Self {
        Self {
            id: 1_000_000 + n % 9_000_000,
            title: "On the memory of programs that send more than they hold",
            body: concat!(
                "A program that sends a list first builds the list, then the text of the list, and then gives both ",
                "away. Each of the three is as large as the data, and the largest list that anyone asks for decides ",
                "how large a machine has to be. It need not be so: whoever sends one element after another holds one ",
                "element. The reader has the first while the writer looks for the second, and neither waits longer ",
                "than it must. Größe und Länge of text in other scripts count in bytes, not in letters: ein Füßchen, ",
                "δοκιμή, проверка. What is plain is copied as it stands, and what is not is written letter by letter; ",
                "most text is plain, and the question is only how fast one can tell. Eight bytes at a time is a fair ",
                "answer, thirty-two is a better one where the processor has them."
            ),
            quote: "She said \"as it stands\",\nand meant it.\tNobody had asked; the path was C:\\data\\out.",
        }
    }
}

/// An item of mostly numbers with a fraction.
#[derive(Clone, Serialize)]
pub(crate) struct Floats {
    id: u32,
    position: [f64; 3],
    velocity: [f64; 3],
    mass: f64,
    charge: f64,
}

impl Sample for Floats {
    const LENGTH: usize = 183;

    fn nth(n: u32) -> Self {
        let at = f64::from(n % 9_000);
        Self {
            id: 1_000_000 + n % 9_000_000,
            position: [at.sqrt(), at * 0.37 + 0.013, at.sin()],
            velocity: [at.cos(), -at / 7.0, at.ln_1p()],
            mass: 1.0 + at / 1_024.0,
            charge: 0.1 * at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        api::{Order, Review},
        *,
    };

    fn length<T: Sample>() -> usize {
        let text = serde_json::to_vec(&items::<T>(9_000).collect::<Vec<_>>()).unwrap_or_default();
        (text.len() - 1) / 9_000
    }

    #[test]
    fn items_are_as_long_as_is_said() {
        assert_eq!(
            [
                length::<Small>(),
                length::<Row>(),
                length::<Prose>(),
                length::<Floats>(),
                length::<Order>(),
                length::<Review>()
            ],
            [
                Small::LENGTH,
                Row::LENGTH,
                Prose::LENGTH,
                Floats::LENGTH,
                Order::LENGTH,
                Review::LENGTH
            ]
        );
    }
}
