#[automatically_derived]
#[allow(deprecated)]
impl ::velithon::KeyType for Priority {
    fn to_key(
        &self,
    ) -> ::core::result::Result<::velithon::KeyValue<'_>, ::velithon::KeyError> {
        let of = |value: &Self| match value {
            Self::Low => Self::Low as ::core::primitive::u8,
            Self::High => Self::High as ::core::primitive::u8,
        };
        ::core::result::Result::Ok(
            ::velithon::KeyValue::Unsigned(
                <::core::primitive::u64 as ::core::convert::From<
                    ::core::primitive::u8,
                >>::from(of(self)),
            ),
        )
    }
    fn from_key(value: ::velithon::KeyValue<'_>) -> ::core::option::Option<Self> {
        match <::core::primitive::u8 as ::velithon::KeyType>::from_key(value) {
            ::core::option::Option::Some(
                value,
            ) if value == Self::Low as ::core::primitive::u8 => {
                ::core::option::Option::Some(Self::Low)
            }
            ::core::option::Option::Some(
                value,
            ) if value == Self::High as ::core::primitive::u8 => {
                ::core::option::Option::Some(Self::High)
            }
            _ => ::core::option::Option::None,
        }
    }
    fn compare(&self, other: &Self) -> ::core::cmp::Ordering {
        let of = |value: &Self| match value {
            Self::Low => Self::Low as ::core::primitive::u8,
            Self::High => Self::High as ::core::primitive::u8,
        };
        ::core::cmp::Ord::cmp(&of(self), &of(other))
    }
    fn to_seek(
        value: ::core::option::Option<&Self>,
    ) -> ::core::result::Result<::velithon::seek::SeekValue, ::velithon::KeyError> {
        let of = |value: &Self| match value {
            Self::Low => Self::Low as ::core::primitive::u8,
            Self::High => Self::High as ::core::primitive::u8,
        };
        let value = ::core::option::Option::map(value, of);
        <::core::primitive::u8 as ::velithon::KeyType>::to_seek(
            ::core::option::Option::as_ref(&value),
        )
    }
}
