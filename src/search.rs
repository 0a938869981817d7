//! The search index: from what the site has to be found by to the files that the search page reads.
//!
//! The index is made by Pagefind, in parts of which a browser fetches only those that a question needs. Each period of a
//! large archive has one of its own, and the search page asks them all.

use crate::error::Error;
use crate::fingerprint::Hasher;
use crate::render::Key;
use crate::render::search::Record;

/// Whether this program was compiled with the indexer in it.
pub const COMPILED_IN: bool = cfg!(feature = "search");

/// Articles whose texts stand in one file: some 2 kB each of what a browser fetches to show one, and with one file for each
/// large archives have more files than some hosts take.
#[cfg(feature = "search")]
const IN_ONE_FILE: usize = 4;

/// A key of all that the index of a shard depends on: the same key, the same files.
pub fn key(records: impl Iterator<Item = Record>, language: &str) -> Key {
    let mut hasher = Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(language.as_bytes());
    for record in records {
        // A record is plain data, and a hasher takes all bytes.
        let _ = serde_json::to_writer(&mut hasher, &record);
    }
    hasher.finish()
}

/// The files of the index of a shard: paths below its folder, and bytes.
///
/// All articles are in one index in the site's language, so that a question finds those in other languages too. Errors
/// are the indexer's own. It waits inside, so no thread of rayon's may call it.
#[cfg(feature = "search")]
pub fn index(records: impl ExactSizeIterator<Item = Record>, language: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    use pagefind::api::PagefindIndex;
    use pagefind::options::PagefindServiceConfig;

    let failed = |error: &dyn std::fmt::Display| {
        Error::usage(format!("the search index can't be made: {error}"), "set `search = false` to build without it")
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| failed(&error))?;
    let files = runtime.block_on(async {
        let options = PagefindServiceConfig::builder()
            .force_language(language.to_owned())
            .max_fragments(records.len().div_ceil(IN_ONE_FILE) as u32)
            .build();
        let mut index = PagefindIndex::new(Some(options))?;
        for Record { address, text, meta, filters, sort } in records {
            index.add_custom_record(address, text, language.into(), Some(meta), Some(filters), Some(sort)).await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|error| failed(&error))?;
    let mut files: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .filter_map(|file| Some((file.filename.to_str()?.replace('\\', "/"), file.contents)))
        .collect();
    let stemming = format!("wasm.{language}.pagefind");
    let stems = files.iter().any(|(path, _)| *path == stemming);
    files.retain(|(path, _)| is_read(path, if stems { &stemming } else { "wasm.unknown.pagefind" }));
    files.sort_unstable();
    Ok(files)
}

#[cfg(not(feature = "search"))]
pub fn index(_: impl ExactSizeIterator<Item = Record>, _language: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Ok(Vec::new())
}

/// Whether the search page reads a file: Pagefind brings search pages of its own too, which are left out, and `program`,
/// which it runs, for any language.
#[cfg(feature = "search")]
fn is_read(path: &str, program: &str) -> bool {
    path.contains('/') || path.ends_with(".pf_meta") || ["pagefind.js", "pagefind-entry.json", program].contains(&path)
}
