#[automatically_derived]
#[allow(deprecated)]
impl<T> ::velithon::__private::keyset::Newtype for Id<T> {
    fn ask<
        'velithon,
        VelithonQuestion: ::velithon::__private::keyset::Question<'velithon, Self>,
    >(of: VelithonQuestion) -> VelithonQuestion::Answer
    where
        Self: 'velithon,
    {
        ::velithon::__private::keyset::Question::ask::<
            Box<str>,
        >(
            of,
            |value| &value.value,
            |value| Self {
                value: value,
                of: ::core::marker::PhantomData,
            },
        )
    }
}
