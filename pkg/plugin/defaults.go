package plugin

import (
	"encoding/json"
	"strconv"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// maxRowLimit is the most rows that the collector's lists give.
const maxRowLimit = 1000

// lists are the query types that answer with rows, as many as their limit says.
var lists = map[string]bool{"requests": true, "audit": true}

// queryDefaults is what queries get that do not say it themselves.
type queryDefaults struct {
	// timezone is an IANA name; empty: the collector takes the ledger's.
	timezone string
	// rowLimit is how many rows lists give; 0: the collector's own default.
	rowLimit int
}

func readDefaults(instance backend.DataSourceInstanceSettings) (queryDefaults, error) {
	var saved struct {
		Timezone json.RawMessage `json:"timezone"`
		RowLimit json.RawMessage `json:"rowLimit"`
	}
	// Options that are no object are told by the HTTP client, which needs most of them.
	if len(instance.JSONData) == 0 || json.Unmarshal(instance.JSONData, &saved) != nil {
		return queryDefaults{}, nil
	}
	var defaults queryDefaults
	if !isUnsaid(saved.Timezone) && json.Unmarshal(saved.Timezone, &defaults.timezone) != nil {
		return defaults, misconfigured("The default time zone of the Token Ledger data source (jsonData.timezone) has to be the name of a zone, for instance Europe/Berlin.", nil)
	}
	if !isUnsaid(saved.RowLimit) {
		limit, ok := wholeNumber(saved.RowLimit, 1, maxRowLimit)
		if !ok {
			return defaults, misconfigured("The row limit of the Token Ledger data source (jsonData.rowLimit) has to be a whole number from 1 to "+strconv.Itoa(maxRowLimit)+".", nil)
		}
		defaults.rowLimit = limit
	}
	return defaults, nil
}

// fill adds what the saved query leaves open to the one that is sent.
func (d queryDefaults) fill(encoded map[string]any, saved map[string]json.RawMessage) {
	if d.timezone != "" && isUnsaid(saved["timezone"]) {
		encoded["timezone"] = d.timezone
	}
	queryType, _ := encoded["queryType"].(string)
	if d.rowLimit > 0 && lists[queryType] && isUnsaid(saved["limit"]) {
		encoded["limit"] = d.rowLimit
	}
}
