// Command gpx_tokenledger_usage is the part of the Token Ledger data source that runs beside Grafana's server.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"

	"github.com/tokenledger/tokenledger/pkg/plugin"
)

// pluginID is the id in plugin.json: Grafana refuses to talk to a process of another name.
const pluginID = "tokenledger-usage-datasource"

func main() {
	if err := datasource.Manage(pluginID, plugin.NewDatasource, datasource.ManageOpts{}); err != nil {
		log.DefaultLogger.Error("Token Ledger's backend stopped", "error", err)
		os.Exit(1)
	}
}
