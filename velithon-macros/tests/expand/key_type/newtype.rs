struct Id<T> {
    value: Box<str>,
    of: PhantomData<T>,
}
