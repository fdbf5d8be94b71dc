#[automatically_derived]
#[allow(deprecated)]
impl<T> ::velithon::__private::keyset::Newtype for Id<T> {
    type Inner = Box<str>;
    fn inner(&self) -> &Self::Inner {
        &self.value
    }
    fn of(value: Self::Inner) -> Self {
        Self {
            value: value,
            of: ::core::marker::PhantomData,
        }
    }
}
