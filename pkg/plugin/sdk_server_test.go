package plugin

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// The SDK's server brings its own middlewares along, one of which hands FromAlert on to whatever HTTP client there
// is: what reaches the collector, and what reaches Grafana, has to be looked at from outside of it.
func TestThroughTheSDKsServerNoIncomingHeaderLeaksAndFramesArrive(t *testing.T) {
	fake := startCollector(t, says(200, golden(t, "timeseries-multi.json")))
	client := pluginv2.NewDataClient(connectToSDKServer(t, newDatasource(t, fake.URL, withToken("tl_abc"))))

	response, err := client.QueryData(context.Background(), &pluginv2.QueryDataRequest{
		PluginContext: &pluginv2.PluginContext{OrgId: 1, User: &pluginv2.User{Login: "ada", Role: "Viewer"}},
		Headers: map[string]string{
			"FromAlert": "true", "Authorization": "Bearer theirs", "Cookie": "a=b", "X-Id-Token": "oauth", "http_X-Dashboard-Uid": "d",
			"http_X-Grafana-Id": signed, "http_X-TokenLedger-Kind": "alert",
		},
		Queries: []*pluginv2.DataQuery{
			{RefId: "A", Json: []byte(`{"metrics":["cost"]}`), TimeRange: &pluginv2.TimeRange{FromEpochMS: 1760000000123, ToEpochMS: 1762592000456}},
			{RefId: "B", Json: []byte(`{}`), TimeRange: &pluginv2.TimeRange{}},
		},
	})
	require.NoError(t, err)

	request := fake.only(t)
	var names []string
	for name := range request.header {
		names = append(names, name)
	}
	assert.ElementsMatch(t, []string{
		"Accept-Encoding", "Authorization", "Content-Length", "Content-Type", "User-Agent",
		headerKind, headerOrg, headerLogin, headerRole, headerIDToken,
	}, names)
	assert.Equal(t, "user", request.header.Get(headerKind))
	assert.Equal(t, "Bearer tl_abc", request.header.Get("Authorization"))
	assert.Contains(t, string(request.body), `"from":1760000000123`)
	assert.Contains(t, string(request.body), `"to":1762592000456`)

	frames, err := data.UnmarshalArrowFrames(response.Responses["A"].Frames)
	require.NoError(t, err)
	require.Len(t, frames, 2)
	assert.Equal(t, data.FrameTypeTimeSeriesMulti, frames[0].Meta.Type)
	assert.Equal(t, data.FrameTypeVersion{0, 1}, frames[0].Meta.TypeVersion)
	assert.Equal(t, data.Labels{"team": "search", "tag.region": "eu-1"}, frames[0].Fields[1].Labels)
	assert.Equal(t, "currencyUSD", frames[0].Fields[1].Config.Unit)
	assert.Equal(t, "search", frames[0].Fields[1].Config.DisplayNameFromDS)
	assert.Nil(t, frames[0].Fields[1].At(1))

	assert.Contains(t, response.Responses["B"].Error, "left query B unanswered")
	assert.Equal(t, int32(http.StatusBadGateway), response.Responses["B"].Status)
	assert.Equal(t, "downstream", response.Responses["B"].ErrorSource)
}

// The SDK answers a header of Grafana's own with a recording of the traffic, and that goes to a browser.
func TestARecordingOfTheTrafficHoldsNeitherTokenNorIdentity(t *testing.T) {
	fake := startCollector(t, says(200, golden(t, "timeseries-multi.json")))
	client := pluginv2.NewDataClient(connectToSDKServer(t, newDatasource(t, fake.URL, withToken("tl_secret"))))

	response, err := client.QueryData(context.Background(), &pluginv2.QueryDataRequest{
		PluginContext: &pluginv2.PluginContext{OrgId: 1, User: &pluginv2.User{Login: "ada", Role: "Viewer"}},
		Headers:       map[string]string{"X-Grafana-HAR-Capture": "true", "http_X-Grafana-Id": signed},
		Queries:       []*pluginv2.DataQuery{{RefId: "A", Json: []byte(`{}`), TimeRange: &pluginv2.TimeRange{}}},
	})
	require.NoError(t, err)
	require.Equal(t, "Bearer tl_secret", fake.only(t).header.Get("Authorization"))
	recorded := false
	for refID, answer := range response.Responses {
		recorded = recorded || refID != "A"
		for _, frame := range answer.Frames {
			assert.NotContains(t, string(frame), "tl_secret")
			assert.NotContains(t, string(frame), signed)
			assert.NotContains(t, strings.ToLower(string(frame)), "x-tokenledger-")
		}
	}
	assert.True(t, recorded, "nothing was recorded: this test looks at nothing")
}

func connectToSDKServer(t *testing.T, made *Datasource) *grpc.ClientConn {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())
	// Each server registers its metrics anew, which the default registry takes once.
	registry := prometheus.DefaultRegisterer
	prometheus.DefaultRegisterer = prometheus.NewRegistry()
	t.Cleanup(func() { prometheus.DefaultRegisterer = registry })
	server, err := backend.TestStandaloneServe(backend.ServeOpts{QueryDataHandler: made, CheckHealthHandler: made, CallResourceHandler: made}, address)
	require.NoError(t, err)
	t.Cleanup(server.Stop)
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	return connection
}
