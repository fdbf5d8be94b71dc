use super::scan;
use crate::sql::dialect::Dialect::{self, Postgres, Sqlite};

const BOTH: [Dialect; 2] = [Sqlite, Postgres];

#[track_caller]
fn values(sql: &str, dialect: Dialect) -> usize {
    scan(sql, dialect).unwrap_or_else(|what| panic!("{sql}: {what}")).values
}

#[test]
fn the_highest_number_of_a_placeholder_counts() {
    for dialect in BOTH {
        assert_eq!(values("SELECT 1", dialect), 0);
        assert_eq!(values("SELECT * FROM t WHERE a = $1 AND b > $2", dialect), 2);
        assert_eq!(values("SELECT $2, $1, $2, $1", dialect), 2);
        assert_eq!(values("SELECT a=$1,b<$12", dialect), 12);
    }
}

#[test]
fn question_marks_are_placeholders_on_sqlite_and_operators_on_postgres() {
    assert_eq!(values("SELECT ?, ?", Sqlite), 2);
    assert_eq!(values("SELECT ?2, ?1", Sqlite), 2);
    assert_eq!(values("SELECT tags ? 'red' FROM t WHERE id = $1", Postgres), 1);
    let mixed = scan("SELECT ?, $1", Sqlite).unwrap_err();
    assert!(mixed.contains("both `?` and `$1`"), "{mixed}");
}

#[test]
fn nothing_in_quotes_and_comments_is_a_placeholder() {
    for dialect in BOTH {
        for sql in [
            "SELECT '$1 ; -- ( it''s ?'",
            "SELECT \"$1\"\"(\" FROM t",
            "SELECT 1 -- $1 ; ( '",
            "SELECT 1 /* $1 ; ' ( */ + 1",
            "SELECT price$1 FROM t",
            "SELECT größe$1 FROM t",
        ] {
            assert_eq!(values(sql, dialect), 0, "{sql}");
        }
    }
    assert_eq!(values("SELECT [$1(], `$2(` FROM t", Sqlite), 0);
    assert_eq!(values("SELECT 1 /* outer /* inner */ + 1", Sqlite), 0);
    assert_eq!(values("SELECT 1 /* /* $1 */ $2 */", Postgres), 0);
    assert_eq!(values(r"SELECT E'it\'s $1' || e'\\'", Postgres), 0);
    assert_eq!(values("SELECT $$it's $1;$$, $q$ $1 $$ $2 $q$", Postgres), 0);
    assert_eq!(values("SELECT tags[$1]::int FROM t", Postgres), 1);
}

#[test]
fn a_semicolon_at_the_end_is_left_out() {
    for dialect in BOTH {
        let scanned = scan("SELECT 1 ; -- done\n ; ", dialect).unwrap();
        assert_eq!(scanned.text, "SELECT 1 ");
        let two = scan("SELECT 1; DROP TABLE t", dialect).unwrap_err();
        assert!(two.contains("two statements"), "{two}");
    }
}

#[test]
fn what_cannot_stand_between_parentheses_is_refused() {
    for dialect in BOTH {
        for (sql, part) in [
            ("", "no statement"),
            (" -- nothing\n;", "no statement"),
            ("SELECT (1", "parenthesis is not closed"),
            ("SELECT 1) UNION SELECT (2", "closes no parenthesis"),
            ("SELECT 'a", "quote is not closed"),
            ("SELECT \"a", "quote is not closed"),
            ("SELECT 1 /* a", "comment is not closed"),
            ("SELECT $0", "from 1 to 65535"),
            ("SELECT $70000", "from 1 to 65535"),
            ("SELECT $999999999999999999999999", "from 1 to 65535"),
        ] {
            let what = scan(sql, dialect).unwrap_err();
            assert!(what.contains(part), "{sql}: {what}");
        }
    }
    for (sql, dialect) in [
        ("SELECT :name", Sqlite),
        ("SELECT @name", Sqlite),
        ("SELECT $name", Sqlite),
        ("SELECT $name", Postgres),
        ("SELECT $tag$ text", Postgres),
        ("SELECT [a", Sqlite),
        (r"SELECT E'\'", Postgres),
    ] {
        assert!(scan(sql, dialect).is_err(), "{sql}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(sql in "[-$?:;'\"()/*\\[\\]a1é \n\\\\e]{0,40}|.{0,60}") {
        for dialect in BOTH {
            if let Ok(scanned) = scan(&sql, dialect) {
                proptest::prop_assert!(sql.starts_with(scanned.text));
            }
        }
    }
}
