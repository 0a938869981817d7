//! Compressed twins of text files, for hosts that send them as they are (nginx's `gzip_static`, Caddy's `precompressed`).

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Endings of files that shrink; pictures are small as they are.
const TEXT: [&str; 9] = ["html", "css", "js", "json", "xml", "svg", "txt", "csv", "opml"];

/// Makes the bytes of a twin.
type Encode = fn(&[u8]) -> Vec<u8>;

/// The twins of a file: path, and what makes its bytes. None for files that do not shrink.
pub fn twins(path: &str) -> impl Iterator<Item = (String, Encode)> + use<> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let all: &[(&str, Encode)] = if TEXT.contains(&ending) { &[("br", brotli), ("gz", gzip)] } else { &[] };
    let path = path.to_owned();
    all.iter().map(move |(ending, encode)| (format!("{path}.{ending}"), *encode))
}

/// The paths of a file's twins.
pub fn names(path: &str) -> impl Iterator<Item = String> + use<> {
    twins(path).map(|(name, _)| name)
}

/// Quality 9 of 11: the last two cost ten times as much for some hundredths.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4);
    let parameters = BrotliEncoderParams { quality: 9, ..BrotliEncoderParams::default() };
    // Writing to memory does not fail.
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters);
    out
}

/// Without a time in it: the same input gives the same bytes.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
