//! An archive that is made while it is sent: it takes as little memory for a thousand files as for one.

use app::ports::common::PortError;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

/// Where the pieces of an archive go.
pub type Pieces = mpsc::Sender<io::Result<Bytes>>;

/// Why an archive is not made.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// What goes into it was not there, or was not typeset.
    #[error(transparent)]
    Port(#[from] PortError),
    /// The archive does not take it.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// The same, of what is in it.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// The answer that an archive is sent in, under a name, while somebody writes it.
pub fn sent_while<F>(name: &str, write: impl FnOnce(Pieces) -> F) -> Response
where
    F: Future<Output = Result<(), ArchiveError>> + Send + 'static,
{
    // One file waits for the line, and no more.
    let (sender, mut pieces) = mpsc::channel(1);
    let writing = write(sender.clone());
    tokio::spawn(async move {
        if let Err(error) = writing.await {
            tracing::error!(%error, "an archive was not made");
            // Whoever loads it sees that it is not whole.
            let _ = sender.send(Err(io::Error::other("not whole"))).await;
        }
    });
    let stream = futures_util::stream::poll_fn(move |context| Pin::new(&mut pieces).poll_recv(context));
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from_stream(stream)).into_response()
}

/// An archive that is being sent.
pub struct ZipStream<'a> {
    archive: Box<ZipWriter<StreamWriter<Written>>>,
    written: Written,
    to: &'a Pieces,
}

/// That somebody waits for the next file.
pub struct Turn<'a>(mpsc::Permit<'a, io::Result<Bytes>>);

impl<'a> ZipStream<'a> {
    /// An empty one.
    pub fn new(to: &'a Pieces) -> Self {
        let written = Written::default();
        Self { archive: Box::new(ZipWriter::new_stream(written.clone())), written, to }
    }

    /// Waits until what was added before was taken; `None` where nobody takes it any more.
    pub async fn turn(&self) -> Option<Turn<'a>> {
        self.to.reserve().await.ok().map(Turn)
    }

    /// Adds a file that is packed in itself.
    pub fn add(&mut self, turn: Turn<'a>, name: &str, file: &[u8]) -> Result<(), ArchiveError> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.archive.start_file(name, options)?;
        self.archive.write_all(file)?;
        turn.0.send(Ok(self.written.take().into()));
        Ok(())
    }

    /// Ends it.
    pub async fn finish(self) -> Result<(), ArchiveError> {
        self.archive.finish()?.flush()?;
        let _ = self.to.send(Ok(self.written.take().into())).await;
        Ok(())
    }
}

/// What is written and not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
