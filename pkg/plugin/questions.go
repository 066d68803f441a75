package plugin

import (
	"encoding/json"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// defaultQueryType is what a query without a type asks for, as in the collector: provisioned rules and API clients
// have never seen an editor's defaults.
const defaultQueryType = "usage"

// questions are queries on their way to the collector.
type questions struct {
	refIDs  []string
	queries []map[string]any
}

// encodeQueries puts Grafana's share into each query and leaves the rest of its JSON as the panel has saved it. A
// query that is no object is refused alone; its neighbours are asked.
func encodeQueries(queries []backend.DataQuery, defaults queryDefaults) (questions, map[string]*failure) {
	var asked questions
	refused := map[string]*failure{}
	for _, query := range queries {
		encoded, err := encodeQuery(query, defaults)
		if err != nil {
			refused[query.RefID] = newFailure(categoryRejected, err, "Query %s is not a JSON object. Open it in the query editor and save it again.", query.RefID)
			continue
		}
		asked.refIDs = append(asked.refIDs, query.RefID)
		asked.queries = append(asked.queries, encoded)
	}
	return asked, refused
}

// encodeQuery always sets from and to: the time range is Grafana's, also where a query's JSON was saved with one.
// (A named range in the query beats both, in the collector.) Sizes that Grafana leaves out are the query's own, and what
// the query leaves open the data source's settings say.
func encodeQuery(query backend.DataQuery, defaults queryDefaults) (map[string]any, error) {
	var saved map[string]json.RawMessage
	if len(query.JSON) > 0 {
		if err := json.Unmarshal(query.JSON, &saved); err != nil {
			return nil, err
		}
	}
	encoded := make(map[string]any, len(saved)+8)
	for key, value := range saved {
		encoded[key] = value
	}
	encoded["refId"] = query.RefID
	encoded["from"] = query.TimeRange.From.UnixMilli()
	encoded["to"] = query.TimeRange.To.UnixMilli()
	encoded["queryType"] = queryType(query.QueryType, saved["queryType"])
	if query.Interval.Milliseconds() > 0 {
		encoded["intervalMs"] = query.Interval.Milliseconds()
	}
	if query.MaxDataPoints > 0 {
		encoded["maxDataPoints"] = query.MaxDataPoints
	}
	restoreRange(encoded, saved)
	defaults.fill(encoded, saved)
	return encoded, nil
}

// restoreRange undoes what Grafana's form for alert rules does to a query that comes from a panel: it writes a boolean
// range over the ledger's, which the browser had put beside it as namedRange.
func restoreRange(encoded map[string]any, saved map[string]json.RawMessage) {
	var flag bool
	if json.Unmarshal(saved["range"], &flag) == nil && !isUnsaid(saved["range"]) {
		delete(encoded, "range")
		if named := saved["namedRange"]; !isUnsaid(named) {
			encoded["range"] = named
		}
	}
	delete(encoded, "namedRange")
	delete(encoded, "instant")
}

// queryType is Grafana's word, else the saved one, else the default. A saved value that is no text is passed on: the
// collector has the better words for it.
func queryType(given string, saved json.RawMessage) any {
	if given != "" {
		return given
	}
	if isUnsaid(saved) {
		return defaultQueryType
	}
	var text string
	if json.Unmarshal(saved, &text) == nil {
		return text
	}
	return saved
}

func (q questions) body() ([]byte, error) {
	return json.Marshal(map[string]any{"queries": q.queries})
}
