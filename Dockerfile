# The collector, and the built plugin for the Grafana beside it (docker-compose.yml). The steps are the npm scripts.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build:collector && npm run build:plugin

FROM golang:1.26-bookworm AS backend
WORKDIR /build
COPY go.mod go.sum ./
RUN go mod download
COPY pkg pkg
ARG TARGETOS=linux
ARG TARGETARCH=amd64
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags "-s -w" -o /plugin/gpx_tokenledger_usage_${TARGETOS}_${TARGETARCH} ./pkg

FROM node:24-bookworm-slim AS runtime
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

FROM node:24-bookworm-slim
ENV NODE_ENV=production TOKENLEDGER_DATA_DIR=/data TOKENLEDGER_LISTEN=0.0.0.0:4319
WORKDIR /app
# Group 0 is Grafana's in its own image: what the collector writes for it is readable by that group, and by no other.
RUN mkdir -p /data /tokens /plugin && chown 10001:0 /data /tokens /plugin && chmod 0750 /data /tokens /plugin
COPY --from=runtime /app/node_modules node_modules
COPY --from=build /build/build build
COPY --from=build /build/dist plugin
COPY --from=backend /plugin plugin
COPY package.json LICENSE collector/pricing/catalogue/LICENSE.genai-prices ./
COPY collector/bin.cjs collector/bin.cjs
COPY collector/container.sh /usr/local/bin/tokenledger-container
USER 10001:0
VOLUME ["/data", "/tokens", "/plugin"]
EXPOSE 4319
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4319/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["tokenledger-container"]
CMD ["serve"]
