#[automatically_derived]
#[allow(deprecated)]
impl ::velithon::KeyType for Status {
    fn to_key(
        &self,
    ) -> ::core::result::Result<::velithon::KeyValue<'_>, ::velithon::KeyError> {
        ::core::result::Result::Ok(
            ::velithon::KeyValue::Text(
                match self {
                    Self::InProgress => "in_progress",
                    Self::Done => "ok",
                },
            ),
        )
    }
    fn from_key(value: ::velithon::KeyValue<'_>) -> ::core::option::Option<Self> {
        match value {
            ::velithon::KeyValue::Text("in_progress") => {
                ::core::option::Option::Some(Self::InProgress)
            }
            ::velithon::KeyValue::Text("ok") => ::core::option::Option::Some(Self::Done),
            _ => ::core::option::Option::None,
        }
    }
    fn compare(&self, other: &Self) -> ::core::cmp::Ordering {
        let of = |value: &Self| match value {
            Self::InProgress => 0usize,
            Self::Done => 1usize,
        };
        ::core::cmp::Ord::cmp(&of(self), &of(other))
    }
    fn to_seek(
        value: ::core::option::Option<&Self>,
    ) -> ::core::result::Result<::velithon::seek::SeekValue, ::velithon::KeyError> {
        let of = |value: &Self| ::core::convert::Into::into(
            match value {
                Self::InProgress => "in_progress",
                Self::Done => "ok",
            },
        );
        ::core::result::Result::Ok(
            ::velithon::seek::SeekValue::Text(::core::option::Option::map(value, of)),
        )
    }
}
