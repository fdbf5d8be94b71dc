#[automatically_derived]
#[allow(deprecated)]
impl ::velithon::KeyType for Status {
    fn to_key(
        &self,
    ) -> ::core::result::Result<::velithon::KeyValue<'_>, ::velithon::KeyError> {
        ::core::result::Result::Ok(
            ::velithon::KeyValue::Text(
                match self {
                    Self::Done => "Done",
                    Self::Begun => "Begun",
                },
            ),
        )
    }
    fn from_key(value: ::velithon::KeyValue<'_>) -> ::core::option::Option<Self> {
        match value {
            ::velithon::KeyValue::Text("Done") => {
                ::core::option::Option::Some(Self::Done)
            }
            ::velithon::KeyValue::Text("Begun") => {
                ::core::option::Option::Some(Self::Begun)
            }
            _ => ::core::option::Option::None,
        }
    }
    fn compare(&self, other: &Self) -> ::core::cmp::Ordering {
        let of = |value: &Self| match value {
            Self::Done => "Done",
            Self::Begun => "Begun",
        };
        ::core::cmp::Ord::cmp(&of(self), &of(other))
    }
    fn to_seek(
        value: ::core::option::Option<&Self>,
    ) -> ::core::result::Result<::velithon::seek::SeekValue, ::velithon::KeyError> {
        let of = |value: &Self| ::core::convert::Into::into(
            match value {
                Self::Done => "Done",
                Self::Begun => "Begun",
            },
        );
        ::core::result::Result::Ok(
            ::velithon::seek::SeekValue::Text(::core::option::Option::map(value, of)),
        )
    }
}
