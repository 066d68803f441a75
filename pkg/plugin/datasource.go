// Package plugin carries questions from Grafana to a Token Ledger collector and its frames back.
//
// It has no logic of its own: what is asked, who may see it and what it adds up to is decided in the collector.
// What happens here is what only this side can do: say who asks, keep the token, and turn every failure into a
// text that names the setting to change.
package plugin

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
)

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// Datasource answers for one configured data source. The SDK makes a new one whenever its settings change.
type Datasource struct {
	collector *collector
}

// NewDatasource makes the instance for one data source's settings.
//
// Settings that cannot work are no error here: Grafana would answer with a bare 500. They are kept instead, and
// every call answers with the text that says which setting to change.
func NewDatasource(ctx context.Context, instance backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	return &Datasource{collector: newCollector(ctx, instance)}, nil
}

// Dispose closes the idle connections of an instance that has been replaced. Calls under way keep theirs.
func (d *Datasource) Dispose() {
	d.collector.close()
}
