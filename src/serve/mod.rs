//! The live preview: the site from memory over HTTP, and word to open browsers when something changed.

mod http;
mod preview;
mod range;
mod search_index;
mod updates;
mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::error::Error;
use crate::workspace::Workspace;
use preview::Preview;
use updates::Updater;
pub use updates::{Clock, Update};
use watch::Watch;

/// The port when none was asked for, and how many behind it are tried when it is taken.
const PORT: u16 = 4000;
const TRIED: u16 = 100;

/// What to listen on.
#[derive(Clone, Debug)]
pub struct Address {
    /// A name or an address of this machine.
    pub host: String,
    /// `None`: any that is free.
    pub port: Option<u16>,
}

/// A site that is about to be served.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    host: String,
    preview: Arc<Preview>,
    updater: Updater,
    watch: Watch,
}

impl Server {
    /// Makes the site of a workspace ready and takes a port for it. `looking`: look for changes again and again, as on
    /// a disk that tells nothing of them.
    ///
    /// Errors when no port is to be had, or when the site's templates are broken.
    pub fn new(workspace: Workspace, address: Address, clock: Clock, looking: bool) -> Result<(Self, Update), Error> {
        let listener = listen(&address)?;
        // Watched before it is made, so that no change falls between.
        let watch = Watch::new(workspace.folder(), looking)?;
        let (updater, preview, update) = Updater::new(workspace, clock)?;
        Ok((Self { listener, host: address.host, preview, updater, watch }, update))
    }

    /// Where the site's front page is.
    pub fn url(&self) -> Result<String, Error> {
        let address = self.listener.local_addr().map_err(Error::listen(&self.host))?;
        Ok(format!("http://{address}{}", self.preview.base_path()))
    }

    /// Serves until the process is told to end; `report` is told of each change.
    pub fn run(self, report: impl Fn(Update) + Send + 'static) -> Result<(), Error> {
        let Self { listener, host, preview, mut updater, watch } = self;
        std::thread::spawn(move || {
            updater.prepare();
            while let Some(paths) = watch.next() {
                if let Some(update) = updater.update(&paths) {
                    report(update);
                }
            }
        });
        let runtime = runtime().map_err(Error::listen(&host))?;
        let served = runtime.block_on(async {
            tokio::select! {
                served = http::serve(listener, &host, preview) => served,
                ended = told_to_end() => ended,
            }
        });
        // Open browsers keep connections: they are not waited for.
        runtime.shutdown_timeout(Duration::from_millis(100));
        served.map_err(Error::listen(&host))
    }
}

fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// Ctrl-C, or a polite kill.
async fn told_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Takes the port that was asked for, or else the first that is free.
fn listen(address: &Address) -> Result<TcpListener, Error> {
    let ports = match address.port {
        Some(port) => port..=port,
        None => PORT..=PORT + TRIED,
    };
    let mut taken = None;
    for port in ports {
        let name = format!("{}:{port}", address.host);
        let resolved: Vec<SocketAddr> =
            (address.host.as_str(), port).to_socket_addrs().map_err(Error::listen(&name))?.collect();
        match TcpListener::bind(&*resolved) {
            Ok(listener) => {
                listener.set_nonblocking(true).map_err(Error::listen(&name))?;
                return Ok(listener);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = Some((name, error)),
            Err(error) => return Err(Error::listen(&name)(error)),
        }
    }
    let (name, error) = taken.expect("at least one port was tried");
    Err(Error::listen(&name)(error))
}
