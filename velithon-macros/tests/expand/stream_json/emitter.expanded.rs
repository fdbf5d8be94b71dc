/// All orders.
pub async fn export(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
    __argument_1: Permit,
    page: Page,
) -> <Result<
    (),
    AppError,
> as ::velithon::__private::HandlerEnd>::Out<::velithon::JsonStream> {
    let (__sink, __reader) = ::velithon::__private::sinks(
        __head,
        const {
            ::velithon::__private::options::StreamOptions::new()
                .chunk(65536usize)
                .stall(
                    ::core::option::Option::Some(
                        ::core::time::Duration::from_millis(30000u64),
                    ),
                )
        },
    );
    #[allow(unused_imports)]
    use ::velithon::__private::dialect::{
        ViaAnyError as _, ViaFromProblem as _, ViaOurs as _,
    };
    let __out = ::velithon::__private::stream(
            __reader,
            async move {
                let db = db;
                let __argument_1 = __argument_1;
                let _ = __argument_1;
                let mut page = page;
                let __emitter = ::velithon::__private::emitter(__sink);
                let rows: &Emitter<Order> = &__emitter;
                if false {
                    return ::velithon::__private::never::<Result<(), AppError>>();
                }
                #[allow(unused_braces)]
                let __value: Result<(), AppError> = {
                    let mut orders = db.fetch();
                    while let Some(order) = orders.try_next().await? {
                        rows.emit(&order).await;
                    }
                    Ok(())
                };
                #[allow(unreachable_code)] return __value;
            },
            |__error| {
                #[allow(unused_imports)]
                use ::velithon::__private::{
                    answer::{ViaActix as _, ViaAxum as _, ViaHost as _, ViaProblem as _},
                    describe::{
                        ViaAsRef as _, ViaDebug as _, ViaDisplay as _, ViaError as _,
                        ViaName as _,
                    },
                };
                #[allow(clippy::needless_borrow)]
                let __how = (&&&&::velithon::__private::answer::tag(&__error))
                    .velithon_status_by();
                (
                    (&&&&&::velithon::__private::describe::Describe(&__error))
                        .velithon_describe(),
                    ::velithon::__private::answer::status(__error, __how),
                )
            },
        )
        .await;
    #[allow(clippy::needless_borrow)]
    let __how = (&&&::velithon::__private::dialect::tag_of::<Result<(), AppError>>())
        .velithon_words();
    ::velithon::__private::dialect::say(__out, __how)
}
