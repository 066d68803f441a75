package plugin

import (
	"context"
	"encoding/json"
	"time"
)

// apiVersion is the collector's interface this plugin is written for.
const apiVersion = 1

// demoLedger is the schema's word for a ledger of generated usage.
const demoLedger = "demo"

// schema is the part of GET /api/v1/schema that tells a collector from anything else, and how it fares.
type schema struct {
	Version string `json:"version"`
	API     int    `json:"api"`
	Ledger  string `json:"ledger"`
	Access  access `json:"access"`
	// Facts are absent from older collectors, and where they are not asked for.
	Facts *facts `json:"facts"`
}

// access is who sees what, in sentences. The policy is told to those who see everything.
type access struct {
	You    string   `json:"you"`
	Policy []string `json:"policy"`
}

// facts are the state of the ledger as the person asking sees it. Times are epoch ms.
type facts struct {
	Store    string `json:"store"`
	Now      int64  `json:"now"`
	Records  int64  `json:"records"`
	Newest   *int64 `json:"newest"`
	Token    string `json:"token"`
	Identity string `json:"identity"`
}

func (d *Datasource) readSchema(ctx context.Context, who identity, query string) (schema, error) {
	var found schema
	answer, err := d.collector.answer(ctx, who, call{path: "schema", query: query})
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

// clockDifference is how far the collector's clock is ahead of ours, given when it was asked and when it had answered,
// and how much of that may be due to the way there and back.
func (f facts) clockDifference(asked, answered time.Time) (ahead, doubt time.Duration) {
	doubt = answered.Sub(asked) / 2
	return time.UnixMilli(f.Now).Sub(asked.Add(doubt)), doubt
}
