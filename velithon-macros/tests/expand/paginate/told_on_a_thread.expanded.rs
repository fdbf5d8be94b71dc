#[allow(clippy::type_complexity)]
async fn users(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
    __argument_1: Permit,
) -> AppResult<::velithon::Page> {
    let __out = ::velithon::__private::page::respond_blocking(
            __head,
            const {
                &::velithon::__private::options::PageOptions::new(
                        ::velithon::__private::options::PageStyle::Page,
                    )
                    .handler(::core::concat!(::core::module_path!(), "::", "users"))
            },
            move |__there| {
                let mut db = db;
                let __argument_1 = __argument_1;
                let _ = __argument_1;
                let page: PageRequest = __there.request();
                let velithon_value = ::velithon::__private::page::call(|| -> AppResult<
                    PageItems<_>,
                > { Ok(PageItems::new(db.fetch(page.limit(), page.offset())?)) });
                {
                    fn __check(_: &AppResult<PageItems<impl Serialize>>) {}
                    __check(&velithon_value);
                }
                __there.take(velithon_value)
            },
        )
        .await;
    #[allow(clippy::needless_borrow, clippy::absolute_paths)]
    let __how = {
        use ::velithon::__private::dialect::{
            ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
        };
        (&&&::velithon::__private::dialect::tag(&__out)).velithon_words()
    };
    ::velithon::__private::dialect::say(__out, __how)
}
