#[automatically_derived]
#[allow(deprecated, single_use_lifetimes)]
impl<'a, T: Clone, const N: usize> ::velithon::Keyset for Row<'a, T, N>
where
    T: KeyType,
{
    const SORTS: &'static [::velithon::Sort] = &[
        ::velithon::Sort::new(
            "newest",
            &[
                ::velithon::SortColumn::new("created").desc(),
                ::velithon::SortColumn::new("id").desc().unique(),
            ],
        ),
        ::velithon::Sort::new(
            "type",
            &[
                ::velithon::SortColumn::new("type").nulls(::velithon::Nulls::Last),
                ::velithon::SortColumn::new("id").unique(),
            ],
        ),
    ];
    fn visit<__V: ::velithon::__private::keyset::KeyVisitor<Self>>(
        __sort: ::core::primitive::usize,
        __visitor: &mut __V,
    ) {
        let __columns = ::velithon::__private::keyset::Columns::new::<
            Self,
        >(__sort, __visitor);
        match __sort {
            0 => {
                let _ = __columns
                    .not_null(|__row: &Self| &__row.created_at)
                    .not_null(|__row: &Self| &__row.id);
            }
            1 => {
                let _ = __columns
                    .nullable(|__row: &Self| &__row.r#type)
                    .not_null(|__row: &Self| &__row.id);
            }
            _ => {}
        }
    }
}
::velithon::__private::keyset::sql! {
    impl ['a, T : Clone, const N : usize,] Row < 'a, T, N >, where [T : KeyType,], 0 0
    DateTime < Utc >, 0 1 T, 1 0 Option < String >, 1 1 T,
}
