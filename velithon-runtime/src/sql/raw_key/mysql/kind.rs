use sqlx::{Type, TypeInfo, error::BoxDynError};
use sqlx_mysql::{MySql, MySqlArguments, MySqlTypeInfo};

use super::moment;

/// What a type's values are bound as. The numbers are in cursors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Integers with a sign.
    Signed = 1,
    /// Integers without a sign.
    Unsigned = 2,
    /// Binary fractions: `FLOAT` and `DOUBLE`.
    Float = 3,
    /// `DECIMAL`. Beside a text, some servers compare it as a double.
    Decimal = 4,
    /// Texts of every character set: the comparison is that of the column's collation. Also types that are sent as text and
    /// compared with one, such as MariaDB's `UUID`.
    Text = 5,
    /// Texts of no character set.
    Bytes = 6,
    /// `BIT`, from the highest byte to the lowest.
    Bits = 7,
    Date = 8,
    /// `DATETIME`, and `TIMESTAMP` in the time zone of the session.
    DateTime = 9,
    Time = 10,
}

const ALL: [Kind; 10] = [
    Kind::Signed,
    Kind::Unsigned,
    Kind::Float,
    Kind::Decimal,
    Kind::Text,
    Kind::Bytes,
    Kind::Bits,
    Kind::Date,
    Kind::DateTime,
    Kind::Time,
];

impl Kind {
    pub(super) fn of(info: &MySqlTypeInfo) -> Result<Self, BoxDynError> {
        Ok(match info.name() {
            // A `TINYINT(1)`, of either kind.
            "BOOLEAN" if *info == <u8 as Type<MySql>>::type_info() => Self::Unsigned,
            "BOOLEAN" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT" => Self::Signed,
            "TINYINT UNSIGNED" | "SMALLINT UNSIGNED" | "MEDIUMINT UNSIGNED" | "INT UNSIGNED" | "BIGINT UNSIGNED"
            | "YEAR" => Self::Unsigned,
            "FLOAT" | "DOUBLE" => Self::Float,
            "DECIMAL" => Self::Decimal,
            "BIT" => Self::Bits,
            "DATE" => Self::Date,
            "DATETIME" | "TIMESTAMP" => Self::DateTime,
            "TIME" => Self::Time,
            name => match why_no_key(name, info) {
                Some(why) => return Err(why.into()),
                None if <str as Type<MySql>>::compatible(info) => Self::Text,
                None => Self::Bytes,
            },
        })
    }

    pub(super) fn number(self) -> u32 {
        self as u32
    }

    pub(super) fn numbered(number: u32) -> Result<Self, BoxDynError> {
        let kind = ALL.into_iter().find(|kind| kind.number() == number);
        kind.ok_or_else(|| "MySQL has no such type".into())
    }

    /// Adds a value as the server sent it. A client may have made it up, and what is sent of it is never what it wrote unseen.
    pub(super) fn bind(self, content: &[u8], arguments: &mut MySqlArguments) -> Result<(), BoxDynError> {
        let text = || str::from_utf8(content);
        match self {
            Self::Signed => sqlx::Arguments::add(arguments, signed(content)?),
            Self::Unsigned => sqlx::Arguments::add(arguments, little_endian(content)?),
            Self::Bits => {
                let bytes: Vec<u8> = content.iter().rev().copied().collect();
                sqlx::Arguments::add(arguments, number_of(&bytes)?)
            }
            Self::Float => {
                let number = match <[u8; 4]>::try_from(content) {
                    Ok(bytes) => f32::from_le_bytes(bytes).into(),
                    Err(_) => f64::from_le_bytes(content.try_into()?),
                };
                if !number.is_finite() {
                    return Err("MySQL stores no such number".into());
                }
                sqlx::Arguments::add(arguments, number)
            }
            Self::Decimal => {
                decimals(content)?;
                sqlx::Arguments::add(arguments, text()?)
            }
            Self::Text => sqlx::Arguments::add(arguments, text()?),
            Self::Bytes => sqlx::Arguments::add(arguments, content),
            Self::Date => sqlx::Arguments::add(arguments, moment::date(content)?),
            Self::DateTime => sqlx::Arguments::add(arguments, moment::date_time(content)?),
            Self::Time => sqlx::Arguments::add(arguments, moment::time(content)?),
        }
    }

    /// The type that a value is made in the statement, where the protocol's own would be compared otherwise.
    ///
    /// The servers that the tests run on compare a text with a decimal exactly, so that none of them shows whether it is cast;
    /// older ones compare both as floating-point numbers, which many decimals share.
    pub(super) fn cast(self, content: &[u8]) -> Option<String> {
        match self {
            // As many digits as there can be, and all values of a column have as many of them behind the point.
            Self::Decimal => Some(format!("DECIMAL({MOST_DIGITS}, {})", decimals(content).ok()?)),
            _ => None,
        }
    }
}

/// Whether it is an `ENUM` or a `SET`. The driver's own name for the type is `CHAR` or `BINARY`, where it does not know better.
pub(super) fn is_ranked(info: &MySqlTypeInfo) -> bool {
    if !["ENUM", "SET", "CHAR", "BINARY"].contains(&info.name()) {
        return false;
    }
    has_flag(info, &["ENUM", "SET"])
}

/// Whether a column has one of these flags, which its type's description alone shows.
pub(super) fn has_flag(info: &MySqlTypeInfo, wanted: &[&str]) -> bool {
    let described = format!("{info:?}");
    let flags = described.split_once("flags: ColumnFlags(").map(|(_, rest)| rest);
    let flags = flags.and_then(|rest| rest.split_once(')')).map(|(flags, _)| flags);
    flags.is_some_and(|flags| flags.split(" | ").any(|flag| wanted.contains(&flag)))
}

/// Why an `ENUM` or a `SET` is no key.
pub(super) const RANKED: &str = "MySQL sorts ENUM and SET by a number, which it does not send; return an `SqlSource`, which asks for \
    it, or sort by `status + 0 AS status_number`";

/// Why values of the type with this name cannot be keys; `None` where they can.
fn why_no_key(name: &str, info: &MySqlTypeInfo) -> Option<&'static str> {
    match name {
        // Its comparisons look into them, so that rows would be lost.
        "JSON" => Some(
            "MySQL sorts lists and objects of JSON in no order; sort by what is in them, such as `doc->>'$.name' AS name`",
        ),
        "NULL" | "GEOMETRY" => Some("values of this type cannot be compared"),
        _ => is_ranked(info).then_some(RANKED),
    }
}

/// An integer in as many bytes as its type has.
fn little_endian(content: &[u8]) -> Result<u64, BoxDynError> {
    match content.len() {
        1 | 2 | 4 | 8 => number_of(content),
        _ => Err("MySQL has no integer of this length".into()),
    }
}

fn number_of(content: &[u8]) -> Result<u64, BoxDynError> {
    let mut bytes = [0; 8];
    let number = bytes.get_mut(..content.len()).ok_or("it has more than 64 bits")?;
    number.copy_from_slice(content);
    Ok(u64::from_le_bytes(bytes))
}

fn signed(content: &[u8]) -> Result<i64, BoxDynError> {
    let unused = 64 - 8 * u32::try_from(content.len().min(8))?;
    let number = little_endian(content)?;
    // The sign is that of the highest bit that there is.
    Ok((number << unused).cast_signed() >> unused)
}

/// How many digits a `DECIMAL` has at most.
const MOST_DIGITS: usize = 65;

/// MariaDB's limit; MySQL's is 30.
const MOST_DECIMALS: usize = 38;

/// How many digits a decimal number has behind the point.
fn decimals(content: &[u8]) -> Result<usize, BoxDynError> {
    let digits = content.strip_prefix(b"-").unwrap_or(content);
    let mut parts = digits.splitn(2, |byte| *byte == b'.');
    let (whole, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_number = whole.iter().chain(rest).all(u8::is_ascii_digit) && !whole.is_empty();
    if !is_number || whole.len() + rest.len() > MOST_DIGITS || rest.len() > MOST_DECIMALS {
        return Err("it is no decimal number".into());
    }
    Ok(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_cannot_be_keys_are_known_by_their_names() {
        let text = <str as Type<MySql>>::type_info();
        let why = |name| why_no_key(name, &text);
        assert!(why("JSON").is_some_and(|why| why.contains("sort by what is in them")));
        for name in ["NULL", "GEOMETRY"] {
            assert!(
                why(name).is_some_and(|why| why.contains("cannot be compared")),
                "{name}"
            );
        }
        assert_eq!(why("VARCHAR"), None);
    }

    #[test]
    fn integers_have_the_sign_of_their_width() {
        assert_eq!(signed(&[0xFF]).unwrap(), -1);
        assert_eq!(signed(&[0x7F]).unwrap(), 127);
        assert_eq!(signed(&[0, 0x80]).unwrap(), -32_768);
        assert_eq!(signed(&i32::MIN.to_le_bytes()).unwrap(), i64::from(i32::MIN));
        assert_eq!(signed(&i64::MIN.to_le_bytes()).unwrap(), i64::MIN);
        assert_eq!(little_endian(&[0xFF]).unwrap(), 255);
        for content in [&[][..], &[1, 2, 3], &[0; 9]] {
            assert!(
                signed(content).is_err() && little_endian(content).is_err(),
                "{content:?}"
            );
        }
    }

    #[test]
    fn a_decimal_number_says_how_many_digits_it_has() {
        for (text, expected) in [("0", 0), ("-1.50", 2), ("123", 0), ("0.000", 3), ("1.", 0)] {
            assert_eq!(decimals(text.as_bytes()).unwrap(), expected, "{text}");
        }
        let long = "1".repeat(MOST_DIGITS + 1);
        assert_eq!(decimals(&long.as_bytes()[1..]).unwrap(), 0);
        let smallest = format!("0.{}", "0".repeat(MOST_DECIMALS));
        assert_eq!(decimals(smallest.as_bytes()).unwrap(), MOST_DECIMALS);
        let small = smallest + "0";
        for text in ["", "-", ".5", "1e5", "1.2.3", " 1", "1) OR (1", "٣", &long, &small] {
            assert!(decimals(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_decimal_number_alone_is_cast() {
        assert_eq!(Kind::Decimal.cast(b"-1.50").as_deref(), Some("DECIMAL(65, 2)"));
        assert_eq!(Kind::Decimal.cast(b"1) OR (1"), None);
        for kind in ALL.into_iter().filter(|kind| *kind != Kind::Decimal) {
            assert_eq!(kind.cast(b"-1.50"), None, "{kind:?}");
        }
    }

    #[test]
    fn each_kind_is_found_by_its_number() {
        for kind in ALL {
            assert_eq!(Kind::numbered(kind.number()).unwrap(), kind);
        }
        assert!(Kind::numbered(0).is_err() && Kind::numbered(11).is_err());
    }
}
