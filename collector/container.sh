#!/bin/sh
# Start of the container: brings the plugin of this version to the volume that Grafana reads, makes the secrets that
# are not there yet (a token for Grafana, one to book with, Grafana's admin password), then becomes the collector.
set -eu
# A new file in place of the old one: Grafana may be running the old backend, which cannot be written to.
cp -R --remove-destination /app/plugin/. /plugin/
node /app/collector/bin.cjs token create --role delegate --label grafana --out /tokens/grafana
node /app/collector/bin.cjs token create --role ingest --label default --out /tokens/ingest
if [ ! -s /tokens/grafana-admin ]; then
  (umask 027 && node -p "crypto.randomBytes(15).toString('base64url')" | tr -d '\n' > /tokens/grafana-admin)
fi
exec node /app/collector/bin.cjs "$@"
