#[automatically_derived]
#[allow(deprecated)]
impl<T: Clone> ::renamed::KeyType for Reversed<T>
where
    T: Send,
    T: ::renamed::KeyType,
{
    fn to_key(
        &self,
    ) -> ::core::result::Result<::renamed::KeyValue<'_>, ::renamed::KeyError> {
        <T as ::renamed::KeyType>::to_key(&self.0)
    }
    fn from_key(value: ::renamed::KeyValue<'_>) -> ::core::option::Option<Self> {
        ::core::option::Option::map(
            <T as ::renamed::KeyType>::from_key(value),
            |value| Self { 0: value },
        )
    }
    fn compare(&self, other: &Self) -> ::core::cmp::Ordering {
        <T as ::renamed::KeyType>::compare(&self.0, &other.0)
    }
    fn to_seek(
        value: ::core::option::Option<&Self>,
    ) -> ::core::result::Result<::renamed::seek::SeekValue, ::renamed::KeyError> {
        <T as ::renamed::KeyType>::to_seek(
            ::core::option::Option::map(value, |value| &value.0),
        )
    }
}
