package plugin

import (
	"context"
	"encoding/json"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// apiVersion is the collector's interface this plugin is written for.
const apiVersion = 1

// demoLedger is the schema's word for a ledger of generated usage.
const demoLedger = "demo"

// schema is the part of GET /api/v1/schema that tells a collector from anything else.
type schema struct {
	Version string `json:"version"`
	API     int    `json:"api"`
	Ledger  string `json:"ledger"`
}

// CheckHealth asks the collector for its schema, with token and identity: what works here works for panels.
func (d *Datasource) CheckHealth(ctx context.Context, request *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	found, err := d.readSchema(ctx, identify(request.PluginContext, request, false))
	if err != nil {
		return unhealthy(failureOf(err)), nil
	}
	message := "Token Ledger collector " + found.Version + " at " + d.collector.shown() + " is ready."
	if found.Ledger == demoLedger {
		message += " It serves a demo ledger: all usage is generated."
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: message}, nil
}

func (d *Datasource) readSchema(ctx context.Context, who identity) (schema, error) {
	var found schema
	answer, err := d.collector.answer(ctx, who, call{path: "schema"})
	if err != nil {
		return found, err
	}
	address := d.collector.shown()
	if err := json.Unmarshal(answer, &found); err != nil || found.Version == "" || found.API == 0 {
		return found, notCollector(address, "it has no schema", err)
	}
	if found.API > apiVersion {
		return found, newFailure(categoryUnsupported, nil, "This plugin is too old for the Token Ledger collector %s at %s (API %d, the plugin speaks %d). Update the plugin.", found.Version, address, found.API, apiVersion)
	}
	if found.API < apiVersion {
		return found, newFailure(categoryUnsupported, nil, "The Token Ledger collector %s at %s is too old for this plugin (API %d, the plugin speaks %d). Update the collector.", found.Version, address, found.API, apiVersion)
	}
	return found, nil
}

// unhealthy shows a failure; what an expert wants to know besides folds out below it.
func unhealthy(failed *failure) *backend.CheckHealthResult {
	details := map[string]string{"category": string(failed.category)}
	if failed.detail != "" {
		details["verboseMessage"] = failed.detail
	}
	encoded, err := json.Marshal(details)
	if err != nil {
		encoded = nil
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: failed.message, JSONDetails: encoded}
}
