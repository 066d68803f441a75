#!/bin/sh
# What Claude Code sends with its telemetry: the token of the collector, kept out of settings.json.
printf '{"Authorization":"Bearer %s"}\n' "$TOKENLEDGER_TOKEN"
