//! A bucket that speaks S3: Amazon's, or another's by its endpoint.

mod http;
mod profile;

use std::collections::BTreeMap;
use std::time::Duration;

use md5::{Digest, Md5};
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, BackoffConfig, ObjectStore, ObjectStoreExt, PutOptions, PutPayload, RetryConfig,
};
use tokio::runtime::Runtime;
use tokio_stream::StreamExt;

use super::Job;
use super::headers::CacheRules;
use super::send::Place;
use super::target::Target;
use crate::error::Error;
use crate::media::media_type;
use profile::Profile;

pub struct Bucket {
    store: AmazonS3,
    runtime: Runtime,
    prefix: String,
    name: String,
    cache: CacheRules,
    /// What is never shown.
    secrets: Vec<String>,
}

impl Bucket {
    /// Errors when no keys are to be found in the usual environment and files.
    pub fn open(job: &Job, bucket: &str, prefix: &str) -> Result<Self, Error> {
        let name = Target::Bucket { bucket: bucket.into(), prefix: prefix.into() }.to_string();
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_http_connector(http::Connector);
        let has =
            |builder: &AmazonS3Builder, key| builder.get_config_value(&key).is_some_and(|value| !value.is_empty());
        let profile = Profile::load();
        let by_environment = [
            AmazonS3ConfigKey::AccessKeyId,
            AmazonS3ConfigKey::WebIdentityTokenFile,
            AmazonS3ConfigKey::ContainerCredentialsRelativeUri,
            AmazonS3ConfigKey::ContainerCredentialsFullUri,
        ]
        .into_iter()
        .any(|key| has(&builder, key));
        if !by_environment {
            let (Some(key_id), Some(secret)) = (profile.key_id, profile.secret) else {
                let message = format!("there are no keys for `{name}`");
                let hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or keep them in `~/.aws/credentials`; \
                            keys of a login come with `eval \"$(aws configure export-credentials --format env)\"`";
                return Err(Error::usage(message, hint));
            };
            builder = builder.with_access_key_id(key_id).with_secret_access_key(secret);
            if let Some(token) = profile.token {
                builder = builder.with_token(token);
            }
        }
        let region = [AmazonS3ConfigKey::Region, AmazonS3ConfigKey::DefaultRegion];
        if let (Some(value), false) = (profile.region, region.into_iter().any(|key| has(&builder, key))) {
            builder = builder.with_region(value);
        }
        let endpoint = [AmazonS3ConfigKey::Endpoint, AmazonS3ConfigKey::S3Endpoint];
        if let (Some(value), false) = (profile.endpoint, endpoint.into_iter().any(|key| has(&builder, key))) {
            builder = builder.with_endpoint(value);
        }
        let secrets = [AmazonS3ConfigKey::AccessKeyId, AmazonS3ConfigKey::SecretAccessKey, AmazonS3ConfigKey::Token]
            .into_iter()
            .filter_map(|key| builder.get_config_value(&key))
            .filter(|value| !value.is_empty())
            .collect();
        let retry = RetryConfig {
            max_retries: 4,
            retry_timeout: Duration::from_secs(60),
            backoff: BackoffConfig { max_backoff: Duration::from_secs(5), ..BackoffConfig::default() },
        };
        let store = builder.with_retry(retry).build();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        Ok(Self {
            store: store.map_err(|error| Error::publish(&name, plain(&error)))?,
            runtime: runtime.map_err(|error| Error::publish(&name, error.to_string()))?,
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            name,
            cache: CacheRules::read(job.folder, job.base_path)?,
            secrets,
        })
    }

    fn key(&self, path: &str) -> Result<Path, Error> {
        let faulty = |error: object_store::path::Error| Error::publish(&self.name, error.to_string());
        Path::parse(format!("{}{path}", self.prefix)).map_err(faulty)
    }

    /// An error of the store, without what is secret.
    fn told(&self, error: &object_store::Error) -> Error {
        let mut text = plain(error);
        for secret in &self.secrets {
            text = text.replace(secret, "***");
        }
        Error::publish(&self.name, text)
    }
}

impl Place for Bucket {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn list(&self) -> Result<BTreeMap<String, String>, Error> {
        let prefix = if self.prefix.is_empty() { None } else { Some(self.key("")?) };
        self.runtime.block_on(async {
            let mut files = BTreeMap::new();
            let mut list = self.store.list(prefix.as_ref());
            while let Some(object) = list.next().await {
                let object = object.map_err(|error| self.told(&error))?;
                if let Some(path) = object.location.as_ref().strip_prefix(&self.prefix) {
                    files.insert(path.to_owned(), object.e_tag.unwrap_or_default());
                }
            }
            Ok(files)
        })
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let key = self.key(path)?;
        let read = async { self.store.get(&key).await?.bytes().await };
        match self.runtime.block_on(read) {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.told(&error)),
        }
    }

    /// The mark of a file that was sent at once is its MD5 (Amazon S3 API reference, "Object": `ETag`), unless the bucket
    /// encrypts with keys of its own; then the file counts as another, and is sent.
    fn holds(&self, path: &str, mark: &str, bytes: &[u8]) -> bool {
        let mut mark = mark.to_owned();
        if mark.is_empty() {
            // Some servers leave it out of lists.
            let Ok(key) = self.key(path) else { return false };
            let asked = self.runtime.block_on(self.store.head(&key));
            mark = asked.ok().and_then(|meta| meta.e_tag).unwrap_or_default();
        }
        let sum: String = Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        mark.trim_matches('"') == sum
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<String, Error> {
        let key = self.key(path)?;
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, media_type(path).into());
        attributes.insert(Attribute::CacheControl, self.cache.of(path).to_owned().into());
        let options = PutOptions { attributes, ..PutOptions::default() };
        let put = self.store.put_opts(&key, PutPayload::from(bytes), options);
        let put = self.runtime.block_on(put).map_err(|error| self.told(&error))?;
        Ok(put.e_tag.unwrap_or_default())
    }

    fn remove(&self, paths: &[&str]) -> Result<(), Error> {
        let keys = paths.iter().map(|path| self.key(path)).collect::<Result<Vec<_>, _>>()?;
        self.runtime.block_on(async {
            let keys = tokio_stream::iter(keys.into_iter().map(Ok));
            let mut removed = self.store.delete_stream(Box::pin(keys));
            while let Some(one) = removed.next().await {
                match one {
                    Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
                    Err(error) => return Err(self.told(&error)),
                }
            }
            Ok(())
        })
    }
}

/// An error and what it came from, on one line.
fn plain(error: &object_store::Error) -> String {
    let text = error.to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
