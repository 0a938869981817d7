//! Keys and settings of an S3 account, from the files in which its owner keeps them for all programs.
//!
//! Their form: "Configuration and credential file settings" of the AWS CLI's user guide.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use configparser::ini::Ini;

/// What the files say; empty where they say nothing.
#[derive(Default)]
pub struct Profile {
    pub key_id: Option<String>,
    pub secret: Option<String>,
    pub token: Option<String>,
    pub region: Option<String>,
    pub endpoint: Option<String>,
}

impl Profile {
    /// The profile of `AWS_PROFILE`, or the default one, from `~/.aws` or where the environment says the files are.
    pub fn load() -> Self {
        let name = env::var("AWS_PROFILE").unwrap_or_else(|_| "default".into());
        let at = |variable: &str, file: &str| {
            let named = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
            named.or_else(|| Some(env::home_dir()?.join(".aws").join(file)))
        };
        Self::read(
            &name,
            at("AWS_SHARED_CREDENTIALS_FILE", "credentials").as_deref(),
            at("AWS_CONFIG_FILE", "config").as_deref(),
        )
    }

    fn read(name: &str, credentials: Option<&Path>, config: Option<&Path>) -> Self {
        let keys = sections(credentials);
        let settings = sections(config);
        // In `config` all profiles but the default one bear that word.
        let section = if name == "default" { name.to_owned() } else { format!("profile {name}") };
        let get = |key: &str| keys.get(name, key).or_else(|| settings.get(&section, key)).filter(|v| !v.is_empty());
        Self {
            key_id: get("aws_access_key_id"),
            secret: get("aws_secret_access_key"),
            token: get("aws_session_token"),
            region: get("region"),
            endpoint: get("endpoint_url"),
        }
    }
}

/// A file's sections; none when it can't be read.
fn sections(file: Option<&Path>) -> Ini {
    let mut ini = Ini::new_cs();
    // Keys may hold what would begin a comment elsewhere.
    ini.set_inline_comment_symbols(Some(&[]));
    if let Some(text) = file.and_then(|file| fs::read_to_string(file).ok()) {
        let _ = ini.read(text);
    }
    ini
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles() {
        let folder = tempfile::tempdir().expect("a folder");
        let (credentials, config) = (folder.path().join("credentials"), folder.path().join("config"));
        fs::write(
            &credentials,
            "[default]\naws_access_key_id = A1\naws_secret_access_key = s/+;#=1\n\n[work]\naws_access_key_id=A2\n",
        )
        .expect("a file");
        fs::write(
            &config,
            "[default]\nregion = eu-north-1\n[profile work]\nregion = us-west-2\nendpoint_url = http://a\n",
        )
        .expect("a file");
        let read = |name| Profile::read(name, Some(&credentials), Some(&config));
        let default = read("default");
        assert_eq!(default.key_id.as_deref(), Some("A1"));
        assert_eq!(default.secret.as_deref(), Some("s/+;#=1"));
        assert_eq!(default.region.as_deref(), Some("eu-north-1"));
        let work = read("work");
        assert_eq!((work.key_id.as_deref(), work.secret), (Some("A2"), None));
        assert_eq!((work.region.as_deref(), work.endpoint.as_deref()), (Some("us-west-2"), Some("http://a")));
        assert!(Profile::read("none", None, None).key_id.is_none());
    }
}
