//! Pages and cursors over SQL: one suite, on SQLite and on PostgreSQL.
//!
//! PostgreSQL is found by `VELITHON_TEST_POSTGRES` or `DATABASE_URL`; `.ci/postgres cargo test --test sql` starts one.

#[macro_use]
mod backend;
mod columns;
mod exports;
mod faults;
mod forged;
mod handlers;
mod key_types;
mod mapped;
mod mapped_exports;
mod pages;
mod plans;
mod pool;
mod random;
mod rows;
mod statements;
mod walks;
