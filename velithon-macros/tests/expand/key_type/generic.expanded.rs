#[automatically_derived]
#[allow(deprecated)]
impl<T: Clone> ::renamed::__private::keyset::Newtype for Reversed<T>
where
    T: Send,
    T: ::renamed::KeyType,
{
    type Inner = T;
    fn inner(&self) -> &Self::Inner {
        &self.0
    }
    fn of(value: Self::Inner) -> Self {
        Self { 0: value }
    }
}
