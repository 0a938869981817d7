#!/usr/bin/env bash
# Serves the sample site with nginx at a domain's root and below a path, with the configuration of the README, and asks
# for status codes, types, caching, compression and the 404 page. Installs nginx (Debian) when it is not there.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v nginx >/dev/null; then
    apt-get update >/dev/null
    apt-get install --yes --no-install-recommends nginx-light >/dev/null
fi
daybrief=${DAYBRIEF:-target/release/daybrief}
work=$(mktemp -d)
port=${PORT:-18080}
trap 'kill "$(cat "$work/pid" 2>/dev/null)" 2>/dev/null || true; rm -rf "$work"' EXIT
failed=0

# The README's own words, so that what is tried is what is told.
snippet() {
    sed -n '/^```nginx$/,/^```$/p' README.md | sed '1d;$d' | sed "s|/var/www/briefing/|$work/site/|"
}

run() { # base path
    rm -rf "$work/site"
    "$daybrief" build --out "$work/site" --base-url "http://127.0.0.1:$port$1" >/dev/null 2>&1
    snippet | sed "s|/daily/|$1|g" >"$work/locations"
    cat >"$work/nginx.conf" <<END
pid $work/pid;
error_log $work/error.log;
events {}
http {
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
    server { listen 127.0.0.1:$port; include $work/locations; }
}
END
    chmod 755 "$work"
    nginx -c "$work/nginx.conf"
}

check() { # what, expected pattern, path, curl arguments
    local what=$1 expected=$2 path=$3
    shift 3
    local answer
    answer=$(curl --silent --show-error --max-time 10 --dump-header - --output /dev/null "$@" "http://127.0.0.1:$port$path" | tr -d '\r')
    if grep -qiE "$expected" <<<"$answer"; then echo "ok    $what"; else
        failed=1
        printf 'FAIL  %s: %s gave\n%s\n' "$what" "$path" "$answer"
    fi
}

for base in / /daily/; do
    run "$base"
    echo "at $base"
    check "front page" "^HTTP/1.1 200" "$base"
    check "front page is HTML" "^content-type: text/html" "$base"
    check "an edition" "^HTTP/1.1 200" "${base}2026/03/19/"
    check "a folder without its slash" "^HTTP/1.1 301" "${base}2026/03/19"
    check "the feed" "^content-type: (text|application)/xml" "${base}feed.xml"
    check "style" "^content-type: text/css" "${base}style.css?v=1"
    check "style is kept a year" "^cache-control: public, max-age=31536000, immutable" "${base}style.css?v=1"
    check "icon" "^content-type: image/svg" "${base}icon.svg"
    check "no guessing of types" "^x-content-type-options: nosniff" "$base"
    check "no guessing of types of style" "^x-content-type-options: nosniff" "${base}style.css?v=1"
    for file in style.css site.js feed.xml rss.xml feed.json sitemap.xml; do
        check "compression of $file" "^content-encoding: gzip" "$base$file" --header "Accept-Encoding: gzip"
    done
    check "compression" "^content-encoding: gzip" "${base}quotes/" --header "Accept-Encoding: gzip"
    check "a missing page" "^HTTP/1.1 404" "${base}no/such/page/"
    body=$(curl --silent --max-time 10 "http://127.0.0.1:$port${base}no/such/page/")
    if grep -q 'name="generator" content="daybrief"' <<<"$body"; then echo "ok    the site's own 404 page"; else failed=1 && echo "FAIL  the 404 page is not the site's"; fi
    kill "$(cat "$work/pid")"
    while [ -e "$work/pid" ]; do sleep 0.1; done
done
exit "$failed"
