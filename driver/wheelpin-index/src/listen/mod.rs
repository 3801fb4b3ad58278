//! Connections: accepted, served, and cut where a fault wants it.

mod socket;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::authority::Authority;
use socket::Socket;

/// How long requests that run may take once the server is to stop.
const FAREWELL: Duration = Duration::from_secs(2);

/// The connection that a request came by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connection(Arc<Notify>);

impl Connection {
    /// Ends it at once, without a word.
    pub(crate) fn reset(&self) {
        self.0.notify_one();
    }
}

/// Serves until it is told to stop, then lets requests that run come to their end.
pub(crate) async fn listen(
    listener: TcpListener,
    router: Router,
    authority: Option<Arc<Authority>>,
    mut stop: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        // What fails is one connection: the other side went, or there are too many files open.
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let (router, authority, stop) = (router.clone(), authority.clone(), stop.clone());
        connections.spawn(connection(stream, router, authority, stop));
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    let _ = timeout(FAREWELL, all).await;
}

async fn connection(
    stream: TcpStream,
    router: Router,
    authority: Option<Arc<Authority>>,
    stop: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let socket = Socket::new(stream);
    let cutter = socket.clone();
    let connection = Connection::default();
    let is_cut = match authority {
        None => serve(socket, router, connection, stop).await,
        Some(authority) => match authority.acceptor().accept(socket).await {
            Ok(stream) => serve(stream, router, connection, stop).await,
            Err(_) => false,
        },
    };
    if is_cut {
        cutter.cut();
    }
}

/// Serves one connection; whether it is to be cut.
async fn serve<S>(
    stream: S,
    router: Router,
    connection: Connection,
    mut stop: watch::Receiver<bool>,
) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
{
    let inner = TowerToHyperService::new(router);
    let of_request = connection.clone();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(of_request.clone());
        inner.call(request)
    });
    let builder = Builder::new(TokioExecutor::new());
    let serving = builder.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    tokio::select! {
        _ = serving.as_mut() => return false,
        () = connection.0.notified() => return true,
        _ = stop.changed() => serving.as_mut().graceful_shutdown(),
    }
    tokio::select! {
        _ = serving.as_mut() => false,
        () = connection.0.notified() => true,
    }
}
