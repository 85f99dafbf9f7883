#!/bin/sh
# Installs what building the bundle needs, without the install scripts of programs that only a developer runs.
set -eu
cd "$(dirname "$0")/../.."
npm ci --workspace extensions/kilowatch --ignore-scripts --no-audit --no-fund
