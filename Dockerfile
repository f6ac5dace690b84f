# syntax=docker/dockerfile:1
# An image that holds the static program and nothing else: no shell, no libraries, no root.
#   docker build -t unfilled .
#   docker run --rm --network none --read-only -v "$PWD:/data:ro" unfilled docs
FROM rust:1.92.0-alpine3.22 AS build
# hadolint ignore=DL3018
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --locked --profile dist

FROM scratch
COPY --from=build /source/target/dist/unfilled /usr/bin/unfilled
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /usr/share/doc/unfilled/
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/usr/bin/unfilled"]
CMD ["check", "."]
