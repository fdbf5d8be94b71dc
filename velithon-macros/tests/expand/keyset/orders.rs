#[keyset(sort = "newest", created_at desc, id desc)]
#[keyset(sort = "type", r#type asc nulls last, id)]
struct Row<'a, T: Clone, const N: usize>
where
    T: KeyType,
{
    #[keyset(unique)]
    id: T,
    #[keyset(column = "created")]
    created_at: DateTime<Utc>,
    r#type: Option<String>,
    rest: [&'a str; N],
}
