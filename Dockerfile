# Directus with Kilowatch. The builder makes the bundle from the locked dependencies; the image gets the bundle alone.
FROM node:24-slim AS builder
WORKDIR /kilowatch
COPY package.json package-lock.json ./
COPY extensions/kilowatch/package.json extensions/kilowatch/
COPY sandbox/package.json sandbox/
COPY scripts/image scripts/image
RUN scripts/image/install.sh
COPY tsconfig.base.json ./
COPY extensions/kilowatch extensions/kilowatch
COPY migrations migrations
RUN scripts/image/build.sh /image

FROM directus/directus:12.4.0
COPY --from=builder --chown=node:node /image/kilowatch /directus/extensions/kilowatch
