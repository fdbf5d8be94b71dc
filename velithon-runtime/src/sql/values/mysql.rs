use sqlx::{Encode, Type, encode::IsNull, error::BoxDynError};
use sqlx_mysql::{MySql, MySqlArguments, MySqlTypeInfo};

use super::Values;

/// Its placeholders have no numbers, so a value that stands in several places is sent as often, and one by one they are kept.
#[derive(Clone, Debug)]
pub enum MySqlValues {
    /// The values of `bind`, each encoded by itself.
    Each(Vec<Encoded>),
    /// Those of a `QueryBuilder`, which has put a `?` for each into the text.
    Built(MySqlArguments),
}

impl Default for MySqlValues {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

impl Values<MySql> for MySqlValues {
    fn add<'q, V: Encode<'q, MySql> + Type<MySql>>(&mut self, value: V) -> Result<(), BoxDynError> {
        match self {
            Self::Each(values) => {
                values.push(Encoded::new(value)?);
                Ok(())
            }
            Self::Built(arguments) => sqlx::Arguments::add(arguments, value),
        }
    }

    fn of_builder(arguments: MySqlArguments) -> Self {
        Self::Built(arguments)
    }

    fn count(&self) -> usize {
        match self {
            Self::Each(values) => values.len(),
            Self::Built(arguments) => sqlx::Arguments::len(arguments),
        }
    }

    fn all(&self) -> MySqlArguments {
        match self {
            Self::Each(values) => arguments(values),
            Self::Built(arguments) => arguments.clone(),
        }
    }

    fn by_number(&self, numbers: &[usize]) -> Result<MySqlArguments, String> {
        match self {
            Self::Each(values) => {
                let value = |number: &usize| values.get(number.checked_sub(1)?);
                Ok(arguments(numbers.iter().filter_map(value)))
            }
            Self::Built(arguments) if numbers.iter().copied().eq(1..=self.count()) => Ok(arguments.clone()),
            Self::Built(_) => Err(
                "the values of a `QueryBuilder` stay in the order in which they were pushed; write \
                                   `push_bind` for each place, or `sql::select` with `$1`, `$2`, …"
                    .to_owned(),
            ),
        }
    }
}

fn arguments<'v>(values: impl IntoIterator<Item = &'v Encoded>) -> MySqlArguments {
    let mut arguments = MySqlArguments::default();
    for value in values {
        // What was encoded once cannot fail.
        let _ = sqlx::Arguments::add(&mut arguments, value);
    }
    arguments
}

/// A value as it is sent.
#[derive(Clone, Debug)]
pub struct Encoded {
    info: MySqlTypeInfo,
    bytes: Vec<u8>,
    is_null: bool,
}

impl Encoded {
    fn new<'q, V: Encode<'q, MySql> + Type<MySql>>(value: V) -> Result<Self, BoxDynError> {
        let info = value.produces().unwrap_or_else(V::type_info);
        let mut bytes = Vec::new();
        let is_null = value.encode(&mut bytes)?.is_null();
        Ok(Self { info, bytes, is_null })
    }
}

impl Type<MySql> for &Encoded {
    /// Each value has a type of its own, which `produces` tells.
    fn type_info() -> MySqlTypeInfo {
        <i64 as Type<MySql>>::type_info()
    }
}

impl Encode<'_, MySql> for &Encoded {
    fn produces(&self) -> Option<MySqlTypeInfo> {
        Some(self.info.clone())
    }

    fn encode_by_ref(&self, buffer: &mut Vec<u8>) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(&self.bytes);
        Ok(if self.is_null { IsNull::Yes } else { IsNull::No })
    }
}
