//! Times in a row of the binary protocol, as text: the server compares a time with the moment that a text says.
//!
//! A value is its length and then its parts, of which those that are zero may be missing at the end
//! (<https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html>).

use sqlx::error::BoxDynError;

/// A date. Its month and day may be zero.
pub(super) fn date(content: &[u8]) -> Result<String, BoxDynError> {
    day(parts(content, &[0, 4])?)
}

/// A date and a time of the day, to the microsecond.
pub(super) fn date_time(content: &[u8]) -> Result<String, BoxDynError> {
    let [y0, y1, m, d, clock @ ..]: [u8; 11] = parts(content, &[0, 4, 7, 11])?;
    if clock[0] > 23 {
        return Err(NO_TIME.into());
    }
    Ok(format!(
        "{} {}",
        day([y0, y1, m, d])?,
        clock_of(clock[0].into(), clock)?
    ))
}

/// A length of time, of either sign and of up to 34 days.
pub(super) fn time(content: &[u8]) -> Result<String, BoxDynError> {
    let [sign, d0, d1, d2, d3, clock @ ..]: [u8; 12] = parts(content, &[0, 8, 12])?;
    let sign = match sign {
        0 => "",
        1 => "-",
        _ => return Err(NO_TIME.into()),
    };
    let days = u32::from_le_bytes([d0, d1, d2, d3]);
    if days > 34 || clock[0] > 23 {
        return Err(NO_TIME.into());
    }
    Ok(format!("{sign}{}", clock_of(days * 24 + u32::from(clock[0]), clock)?))
}

const NO_TIME: &str = "it is no time";

/// What follows the length, which is one of these, and zeros for what is missing.
fn parts<const N: usize>(content: &[u8], lengths: &[usize]) -> Result<[u8; N], BoxDynError> {
    let (length, known) = content.split_first().ok_or(NO_TIME)?;
    if usize::from(*length) != known.len() || !lengths.contains(&known.len()) {
        return Err(NO_TIME.into());
    }
    let mut parts = [0; N];
    for (part, known) in parts.iter_mut().zip(known) {
        *part = *known;
    }
    Ok(parts)
}

fn day([low, high, month, day]: [u8; 4]) -> Result<String, BoxDynError> {
    let year = u16::from_le_bytes([low, high]);
    if year > 9_999 || month > 12 || day > 31 {
        return Err(NO_TIME.into());
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

/// A time of the day, in whose bytes the hours stand first; `hours` may be more than there are in a day.
fn clock_of(hours: u32, [_, minute, second, micros @ ..]: [u8; 7]) -> Result<String, BoxDynError> {
    let micros = u32::from_le_bytes(micros);
    if minute > 59 || second > 59 || micros > 999_999 {
        return Err(NO_TIME.into());
    }
    let fraction = if micros == 0 {
        String::new()
    } else {
        format!(".{micros:06}")
    };
    Ok(format!("{hours:02}:{minute:02}:{second:02}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_each_length() {
        assert_eq!(date(&[0]).unwrap(), "0000-00-00");
        assert_eq!(date(&[4, 0xEA, 0x07, 11, 27]).unwrap(), "2026-11-27");
        assert_eq!(date_time(&[0]).unwrap(), "0000-00-00 00:00:00");
        assert_eq!(date_time(&[4, 0xEA, 0x07, 11, 27]).unwrap(), "2026-11-27 00:00:00");
        assert_eq!(
            date_time(&[7, 0xEA, 0x07, 11, 0, 23, 59, 8]).unwrap(),
            "2026-11-00 23:59:08"
        );
        assert_eq!(date(&[4, 0x0F, 0x27, 12, 31]).unwrap(), "9999-12-31");
        let micros = [11, 0xEA, 0x07, 11, 27, 1, 2, 3, 4, 0, 0, 0];
        assert_eq!(date_time(&micros).unwrap(), "2026-11-27 01:02:03.000004");
        assert_eq!(time(&[0]).unwrap(), "00:00:00");
        assert_eq!(time(&[8, 1, 34, 0, 0, 0, 22, 59, 59]).unwrap(), "-838:59:59");
        assert_eq!(time(&[8, 0, 0, 0, 0, 0, 23, 0, 0]).unwrap(), "23:00:00");
        assert_eq!(
            time(&[12, 0, 0, 0, 0, 0, 9, 0, 0, 0x3F, 0x42, 0x0F, 0]).unwrap(),
            "09:00:00.999999"
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for content in [
            &[][..],
            &[1],
            &[4, 0, 0, 13, 1],
            &[4, 0, 0, 12, 32],
            &[4, 0x10, 0x27, 1, 1],
            &[5, 0xEA, 0x07, 11, 27, 0],
            &[7, 0xEA, 0x07, 11, 27, 24, 0, 0],
            &[7, 0xEA, 0x07, 11, 27, 1, 60, 0],
            &[7, 0xEA, 0x07, 11, 27, 1, 0, 60],
            &[11, 0xEA, 0x07, 11, 27, 1, 2, 3, 0x40, 0x42, 0x0F, 0],
            &[12, 0xEA, 0x07, 11, 27, 1, 2, 3, 0, 0, 0, 0, 0],
        ] {
            assert!(date_time(content).is_err(), "{content:?}");
        }
        assert!(date(&[7, 0xEA, 0x07, 11, 27, 1, 2, 3]).is_err());
        for content in [
            &[8, 2, 0, 0, 0, 0, 0, 0, 0][..],
            &[8, 0, 35, 0, 0, 0, 0, 0, 0],
            &[8, 0, 0, 0, 0, 0, 24, 0, 0],
            &[7, 0, 0, 0, 0, 0, 0, 0],
        ] {
            assert!(time(content).is_err(), "{content:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(content in proptest::collection::vec(0_u8..40, 0..16)) {
            let _ = (date(&content), date_time(&content), time(&content));
        }
    }
}
