use std::io;

use flate2::{Decompress, FlushDecompress, Status};

use crate::archive::Input;

/// Decompresses raw deflate streams (RFC 1951) one after the other, with the same buffers.
pub(crate) struct Inflate {
    decompress: Decompress,
    output: Vec<u8>,
    /// Compressed bytes that are left of the stream.
    left: u64,
    is_done: bool,
}

/// Why there are no further bytes.
#[derive(Debug)]
pub(crate) enum InflateError {
    /// What the system says.
    Io(io::Error),
    /// The stream is not sound.
    Damaged(&'static str),
}

/// Bytes that are decompressed at a time.
const CHUNK: usize = 128 << 10;

impl Inflate {
    pub(crate) fn new() -> Self {
        Self { decompress: Decompress::new(false), output: vec![0; CHUNK], left: 0, is_done: false }
    }

    /// Begins a stream of `compressed` bytes, at which the input stands.
    pub(crate) fn start(&mut self, compressed: u64) {
        self.decompress.reset(false);
        self.left = compressed;
        self.is_done = false;
    }

    /// The next bytes, none at the end.
    ///
    /// # Errors
    ///
    /// What the system says; a stream that is damaged, cut off, or shorter than it should be.
    pub(crate) fn next(&mut self, input: &mut Input) -> Result<&[u8], InflateError> {
        let mut filled = 0;
        while !self.is_done && filled < self.output.len() {
            let chunk = input.chunk().map_err(InflateError::Io)?;
            let most = usize::try_from(self.left).unwrap_or(usize::MAX);
            let chunk = &chunk[..chunk.len().min(most)];
            let is_last = chunk.is_empty();
            let before = (self.decompress.total_in(), self.decompress.total_out());
            let output = self.output.get_mut(filled..).unwrap_or_default();
            let status = self
                .decompress
                .decompress(chunk, output, FlushDecompress::None)
                .map_err(|_| InflateError::Damaged("they are no deflate stream"))?;
            let consumed = self.decompress.total_in() - before.0;
            let written = self.decompress.total_out() - before.1;
            input.consume(usize::try_from(consumed).unwrap_or_default());
            self.left -= consumed;
            filled += usize::try_from(written).unwrap_or_default();
            match status {
                Status::StreamEnd if self.left > 0 => {
                    return Err(InflateError::Damaged("more bytes stand behind their end"));
                }
                Status::StreamEnd => self.is_done = true,
                Status::Ok | Status::BufError if consumed == 0 && written == 0 => {
                    let what = if is_last { "they are cut off" } else { "they do not go on" };
                    return Err(InflateError::Damaged(what));
                }
                Status::Ok | Status::BufError => {}
            }
        }
        Ok(self.output.get(..filled).unwrap_or_default())
    }
}
