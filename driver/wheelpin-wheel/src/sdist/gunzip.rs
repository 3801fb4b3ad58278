use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// A gzip file (RFC 1952): one stream, or several of which the contents are joined.
/// Zeros behind the last are padding.
pub(super) struct Gunzip<R: BufRead> {
    /// None at the end.
    stream: Option<GzDecoder<R>>,
    /// Whether something else stands behind the last stream.
    has_trailing: bool,
}

impl<R: BufRead> Gunzip<R> {
    pub(super) fn new(file: R) -> Self {
        Self { stream: Some(GzDecoder::new(file)), has_trailing: false }
    }

    /// Whether something stands behind the last stream; known at the end.
    pub(super) fn has_trailing(&self) -> bool {
        self.has_trailing
    }

    /// Goes on with the stream behind one that has ended, where there is one.
    fn next_stream(&mut self) -> io::Result<()> {
        let Some(decoder) = self.stream.take() else { return Ok(()) };
        let mut file = decoder.into_inner();
        let mut is_padded = false;
        loop {
            let bytes = file.fill_buf()?;
            let Some(&first) = bytes.first() else { return Ok(()) };
            if first == 0 {
                let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                file.consume(zeros);
                is_padded = true;
            } else if first == 0x1f && !is_padded {
                self.stream = Some(GzDecoder::new(file));
                return Ok(());
            } else {
                self.has_trailing = true;
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let Some(decoder) = &mut self.stream else { return Ok(0) };
            match decoder.read(buffer)? {
                0 => self.next_stream()?,
                length => return Ok(length),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(file: &[u8]) -> io::Result<(String, bool)> {
        let mut gunzip = Gunzip::new(file);
        let mut text = String::new();
        gunzip.read_to_string(&mut text)?;
        Ok((text, gunzip.has_trailing()))
    }

    #[test]
    fn streams_are_joined() {
        let file = [gzip(b"one "), gzip(b""), gzip(b"two")].concat();
        assert_eq!(read(&file).unwrap(), ("one two".into(), false));
    }

    #[test]
    fn zeros_behind_are_padding_and_the_rest_is_not() {
        let zeros = [gzip(b"one"), vec![0; 512]].concat();
        assert_eq!(read(&zeros).unwrap(), ("one".into(), false));
        let garbage = [gzip(b"one"), b"junk".to_vec()].concat();
        assert_eq!(read(&garbage).unwrap(), ("one".into(), true));
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_an_error() {
        let file = gzip(b"some text that is there");
        assert!(read(&file[..file.len() - 1]).is_err());
        let mut damaged = file.clone();
        let at = damaged.len() - 6;
        damaged[at] ^= 1;
        assert!(read(&damaged).is_err());
        assert!(read(b"no gzip file").is_err());
    }
}
