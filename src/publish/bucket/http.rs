//! How `object_store` asks: by `ureq`, which the program has already, in place of a second HTTP client.

use std::io;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use ureq::Agent;

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(15);
/// How long one request may take; the largest file of a slow line has to fit.
const WHOLE: Duration = Duration::from_secs(600);

#[derive(Debug)]
pub struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let config = Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(super::super::send::AT_ONCE)
            .user_agent(concat!("daybrief/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(HttpClient::new(Service(Agent::new_with_config(config))))
    }
}

#[derive(Debug)]
struct Service(Agent);

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.0.clone();
        let ask = move || -> Result<HttpResponse, ureq::Error> {
            let request = ureq::http::Request::from_parts(parts, body.as_ref());
            let (parts, mut body) = agent.run(request)?.into_parts();
            // Answers are lists and small files; they come from the user's own account.
            let bytes = body.with_config().limit(u64::MAX).read_to_vec()?;
            Ok(HttpResponse::from_parts(parts, bytes.into()))
        };
        match tokio::task::spawn_blocking(ask).await {
            Ok(answer) => answer.map_err(|error| HttpError::new(kind(&error), error)),
            Err(error) => Err(HttpError::new(HttpErrorKind::Unknown, error)),
        }
    }
}

/// What of a fault tells whether it is worth to ask again.
fn kind(error: &ureq::Error) -> HttpErrorKind {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, UnexpectedEof};
    match error {
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => HttpErrorKind::Connect,
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::Io(error) => match error.kind() {
            ConnectionRefused => HttpErrorKind::Connect,
            BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof => HttpErrorKind::Interrupted,
            _ => HttpErrorKind::Unknown,
        },
        _ => HttpErrorKind::Unknown,
    }
}
