use std::io::{self, Write};

/// A stream whose reader may go away (`wheelpin check | head`): what is written then is lost, and the
/// command goes on to its verdict, since its exit code counts whoever reads.
pub(crate) struct Reader<W>(pub(crate) W);

impl<W: Write> Write for Reader<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).or_else(|error| unless_gone(error, bytes.len()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().or_else(|error| unless_gone(error, ()))
    }
}

fn unless_gone<T>(error: io::Error, done: T) -> io::Result<T> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(done) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gone(io::ErrorKind);

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn only_a_reader_may_go_away() {
        assert!(writeln!(Reader(Gone(io::ErrorKind::BrokenPipe)), "a").is_ok());
        assert!(writeln!(Reader(Gone(io::ErrorKind::StorageFull)), "a").is_err());
    }
}
