//! A server that speaks S3, checks signatures and stores to disk, on this machine.

use std::collections::BTreeMap;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use md5::{Digest, Md5};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};

pub const KEY_ID: &str = "HARBOURKEY0042";
pub const SECRET: &str = "quay/wall+17=tide";
pub const BUCKET: &str = "briefing";

/// One request: method, path with query, headers.
pub type Asked = (Method, String, HeaderMap);

pub struct Server {
    pub address: SocketAddr,
    root: PathBuf,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Starts it over a folder; each file that is put takes `pause`. `marks`: whether lists tell the files' ETags, as
    /// Amazon's do.
    pub fn start(root: &Path, pause: Duration, marks: bool) -> Self {
        fs::create_dir_all(root.join(BUCKET)).expect("a folder");
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(root).expect("a folder"));
        builder.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = builder.build();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("can be set");
        let address = listener.local_addr().expect("an address");
        let (log, folder) = (Arc::clone(&asked), root.join(BUCKET));
        let router = Router::new().fallback(move |request: Request| {
            let (service, log, folder) = (service.clone(), Arc::clone(&log), folder.clone());
            async move {
                let (method, uri) = (request.method().clone(), request.uri().to_string());
                log.lock().expect("no panics").push((method.clone(), uri.clone(), request.headers().clone()));
                if method == Method::PUT {
                    tokio::time::sleep(pause).await;
                }
                let answer = answer(&service, request).await;
                if marks && uri.contains("list-type=2") { with_marks(answer, &folder).await } else { answer }
            }
        });
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                axum::serve(listener, router).await.expect("it serves");
            });
        });
        Self { address, root: root.to_owned(), asked }
    }

    /// The files below a prefix, without what the server keeps for itself.
    pub fn files(&self, prefix: &str) -> BTreeMap<String, Vec<u8>> {
        super::tree(&self.root.join(BUCKET).join(prefix))
    }

    /// What was asked since the last call.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().expect("no panics"))
    }
}

async fn answer(service: &S3Service, request: Request) -> Response {
    match service.call(request.map(s3s::Body::http_body_unsync)).await {
        Ok(answer) => answer.map(Body::new),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}")).into_response(),
    }
}

/// Adds the ETags, which this server leaves out of its lists.
async fn with_marks(answer: Response, folder: &Path) -> Response {
    let (mut parts, body) = answer.into_parts();
    let text = to_bytes(body, usize::MAX).await.expect("a body");
    let text = String::from_utf8(text.to_vec()).expect("XML");
    let mut out = String::new();
    for part in text.split_inclusive("</Key>") {
        out.push_str(part);
        if let Some((_, key)) = part.strip_suffix("</Key>").and_then(|part| part.rsplit_once("<Key>")) {
            let bytes = fs::read(folder.join(key)).unwrap_or_default();
            let sum: String = Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            out.push_str(&format!("<ETag>&quot;{sum}&quot;</ETag>"));
        }
    }
    parts.headers.remove("content-length");
    Response::from_parts(parts, Body::from(out))
}
