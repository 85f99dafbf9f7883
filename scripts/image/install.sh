#!/bin/sh
# Installs what building the bundle needs, as locked, without the install scripts of programs that only a developer runs.
# Not "npm ci": it refuses a lock file that lacks optional packages for other machines, as npm itself may write it.
set -eu
cd "$(dirname "$0")/../.."
npm install --no-save --workspace extensions/kilowatch --ignore-scripts --no-audit --no-fund
