//! Pages and cursors over SQL: one suite, on SQLite, on PostgreSQL and on MariaDB.
//!
//! PostgreSQL is found by `VELITHON_TEST_POSTGRES` or `DATABASE_URL`, MariaDB by `VELITHON_TEST_MYSQL` or `DATABASE_URL`;
//! `.ci/postgres .ci/mariadb cargo test --test sql` starts both.

mod ask;
#[macro_use]
mod backend;
mod altered;
mod columns;
mod exports;
mod faults;
mod forged;
mod handlers;
mod key_types;
mod mapped;
mod mapped_exports;
mod mariadb;
mod nulls;
mod pages;
mod plans;
mod pool;
mod random;
mod reads;
mod retyped;
mod rows;
mod statements;
mod walks;
