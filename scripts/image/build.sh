#!/bin/sh
# Builds the bundle and puts what Directus loads into FOLDER/kilowatch: scripts/image/build.sh FOLDER
set -eu
target="$1/kilowatch"
cd "$(dirname "$0")/../.."
npm run build --workspace extensions/kilowatch
mkdir -p "$target/dist"
cp extensions/kilowatch/package.json extensions/kilowatch/LICENSE "$target/"
cp extensions/kilowatch/dist/*.js "$target/dist/"
