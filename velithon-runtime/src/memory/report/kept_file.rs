use std::{fs::File, path::PathBuf};

/// More than any of the files that are kept; a longer one is cut off.
#[cfg(unix)]
const LONGEST: usize = 64 << 10;
#[cfg(unix)]
const STEP: usize = 8 << 10;

/// A file that stays open between readings, which makes them several times faster.
#[derive(Debug)]
pub(super) struct KeptFile {
    path: PathBuf,
    file: Option<File>,
}

impl KeptFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, file: None }
    }

    /// The contents as they are now. A file that has gone, as that of a removed control group, is opened anew.
    pub(super) fn read<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Option<&'b str> {
        let kept = self.file.take().filter(|file| fill(buffer, file));
        let file = match kept {
            Some(file) => file,
            None => File::open(&self.path).ok().filter(|file| fill(buffer, file))?,
        };
        self.file = Some(file);
        std::str::from_utf8(buffer).ok()
    }

    /// A file that consists of one number.
    pub(super) fn read_number(&mut self, buffer: &mut Vec<u8>) -> Option<u64> {
        self.read(buffer)?.trim().parse().ok()
    }
}

#[cfg(unix)]
fn fill(buffer: &mut Vec<u8>, file: &File) -> bool {
    use std::os::unix::fs::FileExt;

    let mut length = 0;
    while length < LONGEST {
        buffer.resize(length + STEP, 0);
        match file.read_at(&mut buffer[length..], length as u64) {
            Ok(read) => {
                length += read;
                // The kernel makes each of these files in one piece: a short reading is the last.
                if read < STEP {
                    break;
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
    buffer.truncate(length);
    true
}

#[cfg(not(unix))]
fn fill(_: &mut Vec<u8>, _: &File) -> bool {
    false
}

/// The value of a line such as `VmRSS:    1234 kB`, in bytes.
pub(super) fn kib_field(text: &str, name: &str) -> Option<u64> {
    let value = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: u64 = value.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    kib.checked_mul(1024)
}
