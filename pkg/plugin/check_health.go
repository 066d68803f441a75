package plugin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// countingTime is how long a collector may count its records before it is asked for the rest alone.
const countingTime = 10 * time.Second

// CheckHealth asks the collector for its schema, with token and identity: what works here works for panels.
func (d *Datasource) CheckHealth(ctx context.Context, request *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	who := identify(request.PluginContext, request, false)
	asked := time.Now()
	found, err := d.readFacts(ctx, who)
	if err != nil {
		return unhealthy(d.ofHealth(failureOf(err))), nil
	}
	made := connection{address: d.collector.shown(), pluginVersion: request.PluginContext.PluginVersion, grafana: grafanaURL(ctx), asked: asked, answered: time.Now()}
	if failed := made.fault(found); failed != nil {
		return unhealthy(failed), nil
	}
	if err := d.checkZone(ctx, who); err != nil {
		return unhealthy(failureOf(err)), nil
	}
	return healthy(made.report(found)), nil
}

// readFacts does without the facts where they cannot be had: counting takes time, and a panel needs none of it.
func (d *Datasource) readFacts(ctx context.Context, who identity) (schema, error) {
	limited, cancel := context.WithTimeout(ctx, countingTime)
	defer cancel()
	found, err := d.readSchema(limited, who, "facts=true")
	if err == nil || ctx.Err() != nil {
		return found, err
	}
	switch failureOf(err).category {
	case categoryTimeout, categoryUnavailable, categoryRejected:
		return d.readSchema(ctx, who, "")
	}
	return found, err
}

// checkZone asks a small question in the default time zone: only the collector knows which zones it knows.
func (d *Datasource) checkZone(ctx context.Context, who identity) error {
	zone := d.collector.settings.defaults.timezone
	if zone == "" {
		return nil
	}
	now := time.Now().UnixMilli()
	query := map[string]any{"refId": "A", "queryType": "usage", "metrics": []string{"requests"}, "from": now - 1, "to": now, "timezone": zone}
	results, err := d.ask(ctx, who, questions{refIDs: []string{"A"}, queries: []map[string]any{query}})
	if err != nil {
		return err
	}
	if answer := decodeResult(d.collector.shown(), "A", results["A"]); answer.Error != nil {
		return misconfigured("The default time zone of the data source settings does not work: "+answer.Error.Error(), answer.Error)
	}
	return nil
}

// ofHealth replaces advice that is about queries.
func (d *Datasource) ofHealth(failed *failure) *failure {
	if failed.category == categoryTimeout && !isDial(failed.cause) {
		return newFailure(categoryTimeout, failed.cause, "Token Ledger collector at %s does not answer in time. Look at its log, or raise the timeout in the data source settings.", d.collector.shown())
	}
	return failed
}

// healthy tells all of the report at once, for those who ask Grafana's API, and in parts for the page of the settings.
func healthy(told report) *backend.CheckHealthResult {
	details := map[string]string{"title": told.title, "message": told.body(), "severity": told.severity()}
	if told.detail != "" {
		details["verboseMessage"] = told.detail
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: told.text(), JSONDetails: encodeDetails(details)}
}

// unhealthy shows a failure; what an expert wants to know besides folds out below it.
func unhealthy(failed *failure) *backend.CheckHealthResult {
	details := map[string]string{"category": string(failed.category)}
	if failed.detail != "" {
		details["verboseMessage"] = failed.detail
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: failed.message, JSONDetails: encodeDetails(details)}
}

func encodeDetails(details map[string]string) []byte {
	encoded, err := json.Marshal(details)
	if err != nil {
		return nil
	}
	return encoded
}

// grafanaURL is Grafana's root_url; empty where Grafana does not tell.
func grafanaURL(ctx context.Context) string {
	address, err := backend.GrafanaConfigFromContext(ctx).AppURL()
	if err != nil {
		return ""
	}
	return address
}
