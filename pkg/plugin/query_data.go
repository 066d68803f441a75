package plugin

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// QueryData carries the queries of one panel, rule or Explore pane to the collector in one request.
//
// Whatever happens, every query is answered under its refId: for one without an answer Grafana shows nothing at all.
func (d *Datasource) QueryData(ctx context.Context, request *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	response := backend.NewQueryDataResponse()
	asked, refused := encodeQueries(request.Queries, d.collector.settings.defaults)
	for refID, failed := range refused {
		response.Responses[refID] = failed.response()
	}
	if len(asked.refIDs) == 0 {
		return response, nil
	}
	who := identify(request.PluginContext, request, isFromAlert(request))
	results, err := d.ask(ctx, who, asked)
	for _, refID := range asked.refIDs {
		if err != nil {
			response.Responses[refID] = failureOf(err).response()
			continue
		}
		response.Responses[refID] = decodeResult(d.collector.shown(), refID, results[refID])
	}
	return response, nil
}

func (d *Datasource) ask(ctx context.Context, who identity, asked questions) (resultsByRefID, error) {
	body, err := asked.body()
	if err != nil {
		return nil, err
	}
	answer, err := d.collector.answer(ctx, who, call{path: "query", body: body})
	if err != nil {
		return nil, err
	}
	return splitResults(d.collector.shown(), answer)
}
