//! What the store's data is made of.

use crate::seed::{ORDERS, USERS};

const FIRST_NAMES: [&str; 16] = [
    "Aisha", "Alan", "Chidi", "Chloé", "Emeka", "Fatima", "Grace", "Hiroshi", "Ingrid", "João", "Linh", "Mateo",
    "Nadia", "Priya", "Rafael", "Søren",
];

const LAST_NAMES: [&str; 16] = [
    "Andersen", "Banerjee", "Castillo", "Dubois", "Ferrari", "García", "Haddad", "Ivanova", "Jensen", "Kim", "Müller",
    "Nguyen", "Okafor", "Petrov", "Santos", "Tanaka",
];

/// Products and their prices in cents.
pub(crate) const PRODUCTS: [(&str, u32); 12] = [
    ("Bamboo cutting board", 2_490),
    ("Cast-iron pan, 26 cm", 4_995),
    ("Desk lamp", 3_850),
    ("Espresso cups, set of 4", 1_980),
    ("French press", 2_750),
    ("Linen tablecloth", 5_400),
    ("Mechanical keyboard", 11_900),
    ("Noise-cancelling headphones", 24_900),
    ("Notebook, dotted", 890),
    ("Travel backpack", 8_900),
    ("Water bottle, 0.75 l", 1_650),
    ("Wool blanket", 6_990),
];

/// 1 January 2020 and 2023, in seconds since 1970: users joined in the three years between, and ordered in the next.
const FIRST_USER: i64 = 1_577_836_800;
pub(crate) const FIRST_ORDER: i64 = 1_672_531_200;
const THREE_YEARS: u32 = 3 * 365 * 86_400;

/// Spreads `count` rows over three years from `start`, in the order of their ids, some seconds off the beat.
fn time(start: i64, id: u32, count: u32, random: &mut Random) -> i64 {
    let beat = THREE_YEARS / count;
    start + i64::from(beat) * i64::from(id) + i64::from(random.below(beat))
}

/// A user to be.
pub(crate) struct NewUser {
    pub(crate) name: String,
    /// Every third has none.
    pub(crate) nickname: Option<String>,
    pub(crate) email: String,
    pub(crate) active: bool,
    pub(crate) joined: i64,
}

impl NewUser {
    pub(crate) fn make(id: u32, random: &mut Random) -> Self {
        let (first, last) = (random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES));
        Self {
            name: format!("{first} {last}"),
            // Some have the same.
            nickname: (!id.is_multiple_of(3)).then(|| format!("{}{}", first.to_lowercase(), id % 1_000)),
            email: format!("user{id}@example.com"),
            active: random.below(10) > 0,
            joined: time(FIRST_USER, id, USERS, random),
        }
    }
}

/// An order to be.
pub(crate) struct NewOrder {
    pub(crate) user_id: u32,
    pub(crate) product: &'static str,
    pub(crate) quantity: u32,
    pub(crate) total_cents: u32,
    pub(crate) status: &'static str,
    pub(crate) taken: i64,
}

impl NewOrder {
    pub(crate) fn make(id: u32, random: &mut Random) -> Self {
        let (product, price) = random.pick(&PRODUCTS);
        let quantity = 1 + random.below(5);
        Self {
            user_id: 1 + random.below(USERS),
            product,
            quantity,
            total_cents: price * quantity,
            status: random.status(),
            taken: time(FIRST_ORDER, id, ORDERS, random),
        }
    }
}

/// `SplitMix64`: a few lines, and the same numbers on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 32) as u32
    }

    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.next() % end
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.next() as usize % from.len()]
    }

    /// How far an order has come; most have arrived.
    fn status(&mut self) -> &'static str {
        match self.below(10) {
            0..=5 => "delivered",
            6 => "shipped",
            7 => "paid",
            8 => "cancelled",
            _ => "refunded",
        }
    }
}
