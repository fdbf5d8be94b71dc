#[automatically_derived]
#[allow(deprecated)]
impl<T> ::velithon::KeyType for Id<T> {
    fn to_key(
        &self,
    ) -> ::core::result::Result<::velithon::KeyValue<'_>, ::velithon::KeyError> {
        <Box<str> as ::velithon::KeyType>::to_key(&self.value)
    }
    fn from_key(value: ::velithon::KeyValue<'_>) -> ::core::option::Option<Self> {
        ::core::option::Option::map(
            <Box<str> as ::velithon::KeyType>::from_key(value),
            |value| Self {
                value: value,
                of: ::core::marker::PhantomData,
            },
        )
    }
    fn compare(&self, other: &Self) -> ::core::cmp::Ordering {
        <Box<str> as ::velithon::KeyType>::compare(&self.value, &other.value)
    }
    fn to_seek(
        value: ::core::option::Option<&Self>,
    ) -> ::core::result::Result<::velithon::seek::SeekValue, ::velithon::KeyError> {
        <Box<
            str,
        > as ::velithon::KeyType>::to_seek(
            ::core::option::Option::map(value, |value| &value.value),
        )
    }
}
