/// All orders.
#[allow(clippy::result_large_err, clippy::type_complexity)]
pub fn export(
    __head: ::velithon::RequestHead,
    State(db): State<Pool>,
    __argument_1: Permit,
    page: Page,
) -> ::velithon::__private::StreamFuture<Result<(), AppError>> {
    let __sink = ::velithon::__private::sink(
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
    ::velithon::__private::stream_asked(
        ::core::clone::Clone::clone(&__sink),
        ::velithon::__private::Boxed::new(async move {
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
        }),
        const {
            use ::velithon::__private::facts::{ErrorProbe as VelithonProbe, NoFact as _};
            ::velithon::__private::error_facts!(
                [VelithonProbe:: < Result < (), AppError > > ::VELITHON_ERROR_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_HELD_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_DISPLAYED_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_DEBUG_TEXT,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_STATUS]
                [VelithonProbe:: < Result < (), AppError > > ::VELITHON_OF_ANY,
                VelithonProbe:: < Result < (), AppError > > ::VELITHON_OF_PROBLEM] Result
                < (), AppError >
            )
        },
    )
}
