//! What every allocator is asked to show: that it is found, that a cleanup inside of tokio gives its memory back, and
//! what suspending is worth. The binaries beside this crate choose the allocator and call [`run`].

mod bench;
mod crew;
mod find;
mod limit;
mod load;
mod measure;
mod tune;
mod workers;

/// Runs the checks, or with the argument `bench` the bench. `found` is the name that must be found.
pub fn run(found: &str) {
    match std::env::args().nth(1).as_deref() {
        None => {
            find::check(found);
            workers::check(found);
            if found == "glibc" {
                limit::check();
            }
        }
        Some("find") => find::check(found),
        Some("tune") => tune::check(),
        Some("bench") => bench::run(found),
        Some(other) => panic!("`{other}` is unknown; `find`, `tune` or `bench`, or nothing for all checks"),
    }
}
