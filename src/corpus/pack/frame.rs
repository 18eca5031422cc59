//! One frame of Zstandard (RFC 8878), decoded as it is read.
//!
//! A frame that holds no data (a skippable one) is passed over. What was decoded before a cut is given
//! before the cut is told.

use super::compressed::WINDOW;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};

/// A frame and what it is read from.
pub(super) struct Frame<R> {
    source: R,
    decoder: FrameDecoder,
    /// True until the end of the frame.
    open: bool,
    /// What went wrong, to be told when all that was decoded before is given.
    failed: Option<io::Error>,
}

impl<R: BufRead> Frame<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// `UnexpectedEof` for a frame that is cut, `OutOfMemory` for one whose window is too large.
    pub(super) fn new(mut source: R) -> io::Result<Self> {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        let open = match decoder.init(&mut source) {
            Ok(()) => true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                let length = u64::from(length);
                if io::copy(&mut source.by_ref().take(length), &mut io::sink())? < length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                false
            }
            Err(FrameDecoderError::WindowSizeTooBig { .. }) => return Err(io::ErrorKind::OutOfMemory.into()),
            Err(error) => return Err(failure(&mut source, error)),
        };
        Ok(Self { source, decoder, open, failed: None })
    }

    pub(super) fn into_inner(self) -> R {
        self.source
    }

    /// Decodes one block more.
    fn block(&mut self) {
        let decoded = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1));
        if let Err(error) = decoded {
            let error = failure(&mut self.source, error);
            // The decoder holds back a window until its frame ends: an empty last block, and a sum for those
            // that have one, end it.
            let end: &[u8] = &[1, 0, 0, 0, 0, 0, 0];
            let _ = self.decoder.decode_blocks(end, BlockDecodingStrategy::UptoBlocks(1));
            self.failed = Some(error);
        }
    }

    /// Checks the sum of a frame that was given in full.
    fn end(&mut self) -> io::Result<()> {
        self.open = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(told), Some(counted)) if told != counted => Err(io::ErrorKind::InvalidData.into()),
            _ => Ok(()),
        }
    }
}

/// An error as that of a stream which ended too soon, if it did.
fn failure(source: &mut impl BufRead, error: FrameDecoderError) -> io::Error {
    match source.fill_buf() {
        Ok([]) => io::ErrorKind::UnexpectedEof.into(),
        _ => io::Error::other(error),
    }
}

impl<R: BufRead> Read for Frame<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.open {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if let Some(error) = self.failed.take() {
                self.open = false;
                return Err(error);
            }
            if self.decoder.is_finished() {
                self.end()?;
            } else {
                self.block();
            }
        }
        Ok(0)
    }
}
