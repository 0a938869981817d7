//! The web server: who may ask, and an answer's status and headers.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, HOST, IF_RANGE, LOCATION, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::preview::{Answer, OWN, Preview};
use super::range::{self, Part};
use crate::media;

/// What every request needs.
struct Shared {
    preview: Arc<Preview>,
    /// The name that was asked to be listened on.
    host: String,
}

/// Answers requests until the listener fails.
pub async fn serve(listener: TcpListener, host: &str, preview: Arc<Preview>) -> io::Result<()> {
    let shared = Arc::new(Shared { preview, host: host.to_owned() });
    let router = Router::new().fallback(respond).with_state(shared);
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut response = match refusal(&shared, &request) {
        Some(refusal) => refusal,
        None => answer(shared, request.uri().path().to_owned(), range(&request)).await,
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn refusal(shared: &Shared, request: &Request) -> Option<Response> {
    // A page of another site may give its own name this machine's address, and would then read the preview.
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_own(host, &shared.host) {
        let message = "This preview answers to the name it was started with, `localhost` and addresses only.\n";
        return Some((StatusCode::FORBIDDEN, message).into_response());
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    (!reads).then(|| (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response())
}

/// The range that is asked for. With a condition it is none: no file is told from its later versions here.
fn range(request: &Request) -> String {
    let headers = request.headers();
    let heeded = request.method() == Method::GET && !headers.contains_key(IF_RANGE);
    let range = headers.get(RANGE).filter(|_| heeded);
    range.and_then(|range| range.to_str().ok()).unwrap_or_default().to_owned()
}

async fn answer(shared: Arc<Shared>, path: String, range: String) -> Response {
    let Ok(path) = percent_decode_str(&path).decode_utf8().map(|path| path.into_owned()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let preview = Arc::clone(&shared.preview);
    if path.strip_prefix(preview.base_path().as_str()).and_then(|below| below.strip_prefix(OWN)) == Some("events") {
        return events(&preview);
    }
    // Making a page is work: other requests, and the word to open pages, don't wait for it.
    match tokio::task::spawn_blocking(move || preview.answer(&path)).await {
        Ok(answer) => response(answer, &range),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn response(answer: Answer, range: &str) -> Response {
    let html = "text/html; charset=utf-8";
    match answer {
        Answer::Page(bytes, found) => {
            let status = if found { StatusCode::OK } else { StatusCode::NOT_FOUND };
            (status, [(CONTENT_TYPE, html)], bytes).into_response()
        }
        Answer::File(name, bytes) => file(&name, bytes, range),
        Answer::Redirect(target) => match HeaderValue::from_str(&location(&target)) {
            Ok(target) => (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, target)]).into_response(),
            Err(_) => StatusCode::BAD_REQUEST.into_response(),
        },
        Answer::Broken(html_page) => {
            (StatusCode::INTERNAL_SERVER_ERROR, [(CONTENT_TYPE, html)], html_page).into_response()
        }
    }
}

/// A file, or a part of it.
fn file(name: &str, bytes: Vec<u8>, range: &str) -> Response {
    let headers = [(CONTENT_TYPE, media::media_type(name)), (ACCEPT_RANGES, "bytes".to_owned())];
    let size = bytes.len();
    match range::asked(range, size) {
        Part::Whole => (headers, bytes).into_response(),
        Part::Bytes(part) => {
            let told = format!("bytes {}-{}/{size}", part.start, part.end - 1);
            (StatusCode::PARTIAL_CONTENT, headers, [(CONTENT_RANGE, told)], bytes[part].to_vec()).into_response()
        }
        Part::Beyond => {
            (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, format!("bytes */{size}"))]).into_response()
        }
    }
}

/// An address as a header may hold it. It starts with one slash: with two it would lead to another host.
fn location(path: &str) -> String {
    const PLAIN: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    format!("/{}", percent_encoding::utf8_percent_encode(path.trim_start_matches('/'), PLAIN))
}

/// A stream that says where the site stands, now and after each change.
fn events(preview: &Preview) -> Response {
    let stream = WatchStream::new(preview.listen()).map(|status| {
        let text = serde_json::to_string(&status).expect("plain data is JSON");
        Ok::<_, Infallible>(Event::default().data(text))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// Whether a `Host` header names this machine: by an address, as `localhost`, or by the name that was listened on.
/// An address can't be another site's name, so any may stand there.
fn is_own(header: &str, listened_on: &str) -> bool {
    let port = header.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let name = port.map_or(header, |(name, _)| name).trim_end_matches('.').to_ascii_lowercase();
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name);
    !name.is_empty()
        && (bare.parse::<IpAddr>().is_ok()
            || name == "localhost"
            || name.ends_with(".localhost")
            || name == listened_on.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for own in ["localhost", "localhost:4000", "LOCALHOST.:1", "a.localhost", "127.0.0.1:80", "[::1]:4000", "desk"]
        {
            assert!(is_own(own, "Desk"), "{own}");
        }
        for foreign in
            ["", ":80", "evil.example", "evil.example:4000", "localhost.evil.example", "127.0.0.1.evil.example"]
        {
            assert!(!is_own(foreign, "127.0.0.1"), "{foreign}");
        }
    }

    #[test]
    fn redirects_stay_on_the_host() {
        assert_eq!(location("//evil.example/"), "/evil.example/");
        assert_eq!(location("/dé/\r"), "/d%C3%A9/%0D");
    }
}
