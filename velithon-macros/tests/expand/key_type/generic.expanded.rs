#[automatically_derived]
#[allow(deprecated)]
impl<T: Clone> ::renamed::__private::keyset::Newtype for Reversed<T>
where
    T: Send,
    T: ::renamed::KeyType,
{
    fn ask<
        'velithon,
        VelithonQuestion: ::renamed::__private::keyset::Question<'velithon, Self>,
    >(of: VelithonQuestion) -> VelithonQuestion::Answer
    where
        Self: 'velithon,
    {
        ::renamed::__private::keyset::Question::ask::<
            T,
        >(of, |value| &value.0, |value| Self { 0: value })
    }
}
