use super::scan;
use crate::seek::Dialect::{self, MySql, Postgres, Sqlite};

const ALL: [Dialect; 3] = [Sqlite, Postgres, MySql];

#[track_caller]
fn values(sql: &str, dialect: Dialect) -> usize {
    scan(sql, dialect).unwrap_or_else(|what| panic!("{sql}: {what}")).values
}

#[test]
fn the_highest_number_of_a_placeholder_counts() {
    for dialect in ALL {
        assert_eq!(values("SELECT 1", dialect), 0);
        assert_eq!(values("SELECT * FROM t WHERE a = $1 AND b > $2", dialect), 2);
        assert_eq!(values("SELECT $2, $1, $2, $1", dialect), 2);
        assert_eq!(values("SELECT a=$1,b<$12", dialect), 12);
    }
}

#[test]
fn question_marks_are_placeholders_on_sqlite_and_mysql_and_operators_on_postgres() {
    assert_eq!(values("SELECT ?, ?", Sqlite), 2);
    assert_eq!(values("SELECT ?2, ?1", Sqlite), 2);
    assert_eq!(values("SELECT tags ? 'red' FROM t WHERE id = $1", Postgres), 1);
    assert_eq!(values("SELECT ?, ?", MySql), 2);
    for dialect in [Sqlite, MySql] {
        let mixed = scan("SELECT ?, $1", dialect).unwrap_err();
        assert!(mixed.contains("both `?` and `$1`"), "{mixed}");
    }
    let numbered = scan("SELECT ?1", MySql).unwrap_err();
    assert!(numbered.contains("no `?` with a number"), "{numbered}");
}

#[test]
fn nothing_in_quotes_and_comments_is_a_placeholder() {
    for dialect in ALL {
        for sql in [
            "SELECT '$1 ; -- ( it''s ?'",
            "SELECT \"$1\"\"(\" FROM t",
            "SELECT 1 -- $1 ; ( '",
            "SELECT 1 /* $1 ; ' ( */ + 1",
            "SELECT price$1 FROM t",
            "SELECT größe$1 FROM t",
            "SELECT price_$1, menü$1 FROM t",
        ] {
            assert_eq!(values(sql, dialect), 0, "{sql}");
        }
    }
    assert_eq!(values("SELECT [$1(], `$2(` FROM t", Sqlite), 0);
    assert_eq!(values("SELECT 1 /* outer /* inner */ + 1", Sqlite), 0);
    assert_eq!(values("SELECT 1 /* /* $1 */ $2 */", Postgres), 0);
    assert_eq!(values(r"SELECT E'it\'s $1' || e'\\'", Postgres), 0);
    // A doubled quote does not end a string with escapes.
    assert_eq!(values(r"SELECT E'it''s \' $1'", Postgres), 0);
    // It goes on in the next line, and what follows in the same one is another string.
    assert_eq!(
        values(
            "SELECT E'it\\'s' -- a comment\n \r\n 'it\\'s $1'\n'\\'' || $1",
            Postgres
        ),
        1
    );
    assert_eq!(values("SELECT E'it\\'s' 'it\\' || $1", Postgres), 1);
    assert_eq!(values("SELECT E'it\\'s'\n|| 'it\\' || $1", Postgres), 1);
    assert_eq!(values("SELECT $$it's $1;$$, $q$ $1 $$ $2 $q$", Postgres), 0);
    assert_eq!(values("SELECT $q_1$it's$q_1$, $ü$it's$ü$, $1", Postgres), 1);
    assert_eq!(values("SELECT tags[$1]::int FROM t", Postgres), 1);
}

#[test]
fn an_e_without_a_quote_behind_it_is_a_name() {
    for dialect in ALL {
        assert_eq!(values("SELECT e.id, E FROM t AS e WHERE e.id > $1", dialect), 1);
    }
}

#[test]
fn strings_and_comments_of_mysql_are_its_own() {
    for sql in [
        r"SELECT 'it\'s $1', '\\', '$2'",
        r#"SELECT "it\"s $1" "", '"$2', "'$3""#,
        "SELECT `$1``(` FROM t",
        "SELECT 1 # $1 ; ( '\n + 1",
        "SELECT 1 -- $1",
        "SELECT 1 --\n -- it's\t",
        "SELECT 1 /* /* $1 */ + 1",
        "SELECT @x, @@sql_mode, @`$1`, x := 1, _utf8mb4'$1', X'00', a$1, b'1'",
    ] {
        assert_eq!(values(sql, MySql), 0, "{sql}");
    }
    // Two signs without a space are a difference.
    assert_eq!(values("SELECT 3--$1", MySql), 1);
    assert_eq!(values("SELECT 3--'$1'", MySql), 0);
    assert_eq!(values("SELECT 3--$1", Postgres), 0);
    assert_eq!(values(r"SELECT 'a\\', $1", MySql), 1);
    // In PostgreSQL `#` is an operator.
    assert_eq!(values("SELECT 5 # $1", Postgres), 1);
}

#[test]
fn each_placeholder_with_a_number_is_found() {
    for dialect in ALL {
        let sql = "SELECT '$9', $2 + $10 -- $3\n WHERE é = $2;";
        let scanned = scan(sql, dialect).unwrap();
        let found = scanned.numbered.iter().map(|(at, number)| (&sql[at.clone()], *number));
        assert_eq!(found.collect::<Vec<_>>(), [("$2", 2), ("$10", 10), ("$2", 2)]);
    }
}

#[test]
fn a_semicolon_at_the_end_is_left_out() {
    for dialect in ALL {
        let scanned = scan("SELECT 1 ; -- done\n ; ", dialect).unwrap();
        assert_eq!(scanned.text, "SELECT 1 ");
        let two = scan("SELECT 1; DROP TABLE t", dialect).unwrap_err();
        assert!(two.contains("two statements"), "{two}");
    }
}

#[test]
fn what_cannot_stand_between_parentheses_is_refused() {
    for dialect in ALL {
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
        ("SELECT $name", MySql),
        (r"SELECT '\'", MySql),
        (r#"SELECT "\""#, MySql),
        ("SELECT `a", MySql),
        (r"SELECT E'\'", Postgres),
    ] {
        assert!(scan(sql, dialect).is_err(), "{sql}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(sql in "[-$?:;'\"()/*\\[\\]a1é \n\\\\e]{0,40}|.{0,60}") {
        for dialect in ALL {
            if let Ok(scanned) = scan(&sql, dialect) {
                proptest::prop_assert!(sql.starts_with(scanned.text));
            }
        }
    }
}
