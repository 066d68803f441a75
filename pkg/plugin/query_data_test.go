package plugin

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// askedQueries are the queries in the body of the one request that the collector got.
func askedQueries(t *testing.T, fake *fakeCollector) []map[string]any {
	t.Helper()
	request := fake.only(t)
	assert.Equal(t, http.MethodPost, request.method)
	assert.Equal(t, "/api/v1/query", request.path)
	assert.Equal(t, "application/json", request.header.Get("Content-Type"))
	var body map[string][]map[string]any
	decoder := json.NewDecoder(strings.NewReader(string(request.body)))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&body))
	require.Len(t, body, 1)
	return body["queries"]
}

func TestOneRequestCarriesAllQueriesEachWithItsOwnRange(t *testing.T) {
	fake := startCollector(t, says(200, `{"results":{}}`))
	first, second := panelQuery("A", `{"metrics":["cost"]}`), panelQuery("B", `{"metrics":["requests"]}`)
	second.TimeRange = backend.TimeRange{From: time.UnixMilli(1750000000123), To: time.UnixMilli(1750000600456)}
	second.Interval, second.MaxDataPoints = 1500*time.Millisecond, 43200
	ask(t, newDatasource(t, fake.URL), first, second)

	queries := askedQueries(t, fake)
	require.Len(t, queries, 2)
	assert.Equal(t, map[string]any{
		"refId": "A", "queryType": "usage", "metrics": []any{"cost"},
		"from": json.Number("1760000000000"), "to": json.Number("1762592000000"),
		"intervalMs": json.Number("60000"), "maxDataPoints": json.Number("1000"),
	}, queries[0])
	assert.Equal(t, json.Number("1750000000123"), queries[1]["from"])
	assert.Equal(t, json.Number("1750000600456"), queries[1]["to"])
	assert.Equal(t, json.Number("1500"), queries[1]["intervalMs"])
	assert.Equal(t, json.Number("43200"), queries[1]["maxDataPoints"])
}

func TestQueryIsPassedOnAsSaved(t *testing.T) {
	fake := startCollector(t, says(200, `{"results":{}}`))
	ask(t, newDatasource(t, fake.URL), panelQuery("A", `{
		"refId": "old", "from": 1, "to": "2020-01-01T00:00:00Z", "range": "7d", "unknown": {"deep": [1, null, "<ü>"]},
		"big": 12345678901234567890.123456789, "datasource": {"uid": "x"}, "hide": false }`))
	query := askedQueries(t, fake)[0]
	assert.Equal(t, "A", query["refId"], "Grafana's refId")
	assert.Equal(t, json.Number("1760000000000"), query["from"], "Grafana owns the time range")
	assert.Equal(t, json.Number("1762592000000"), query["to"])
	assert.Equal(t, "7d", query["range"], "which beats both in the collector")
	assert.Equal(t, map[string]any{"deep": []any{json.Number("1"), nil, "<ü>"}}, query["unknown"])
	assert.Equal(t, json.Number("12345678901234567890.123456789"), query["big"], "numbers are not rewritten")
	assert.Equal(t, map[string]any{"uid": "x"}, query["datasource"])
	assert.Equal(t, false, query["hide"])
}

func TestNamedRangeOutlivesTheBooleanOfGrafanasFormForAlertRules(t *testing.T) {
	for _, c := range []struct{ saved, asked string }{
		{`{"range": true, "instant": false, "namedRange": "month"}`, "month"},
		{`{"range": true, "instant": false}`, ""},
		{`{"range": "today", "namedRange": "month"}`, "today"},
		{`{"range": null, "instant": true}`, ""},
	} {
		fake := startCollector(t, says(200, `{"results":{}}`))
		ask(t, newDatasource(t, fake.URL), panelQuery("A", c.saved))
		query := askedQueries(t, fake)[0]
		if c.asked == "" {
			assert.Nil(t, query["range"], c.saved)
		} else {
			assert.Equal(t, c.asked, query["range"], c.saved)
		}
		assert.NotContains(t, query, "namedRange")
		assert.NotContains(t, query, "instant")
	}
}

func TestQueryTypeIsGrafanasElseTheSavedOneElseUsage(t *testing.T) {
	for _, c := range []struct {
		title, given, saved string
		expected            any
	}{
		{"Grafana's word", "budgets", `{"queryType":"budgets"}`, "budgets"},
		{"the saved one", "", `{"queryType":"forecast"}`, "forecast"},
		{"none at all", "", `{}`, "usage"},
		{"an empty one", "", `{"queryType":""}`, "usage"},
		{"null", "", `{"queryType":null}`, "usage"},
		{"one that is no text is the collector's to refuse", "", `{"queryType":7}`, json.Number("7")},
		{"no JSON", "", ``, "usage"},
		{"a JSON of null", "", `null`, "usage"},
	} {
		t.Run(c.title, func(t *testing.T) {
			fake := startCollector(t, says(200, `{"results":{}}`))
			query := panelQuery("A", c.saved)
			query.QueryType = c.given
			ask(t, newDatasource(t, fake.URL), query)
			assert.Equal(t, c.expected, askedQueries(t, fake)[0]["queryType"])
		})
	}
}

func TestSizesThatGrafanaLeavesOutAreTheQuerysOwn(t *testing.T) {
	fake := startCollector(t, says(200, `{"results":{}}`))
	query := panelQuery("A", `{"intervalMs":30000,"maxDataPoints":12}`)
	query.Interval, query.MaxDataPoints = 0, 0
	ask(t, newDatasource(t, fake.URL), query)
	asked := askedQueries(t, fake)[0]
	assert.Equal(t, json.Number("30000"), asked["intervalMs"])
	assert.Equal(t, json.Number("12"), asked["maxDataPoints"])
}

func TestQueryThatIsNoObjectIsRefusedAlone(t *testing.T) {
	fake := startCollector(t, says(200, `{"results":{"B":{"status":200,"frames":[]}}}`))
	responses := ask(t, newDatasource(t, fake.URL), panelQuery("A", `["cost"]`), panelQuery("B", `{}`))
	require.ErrorContains(t, responses["A"].Error, "Query A is not a JSON object")
	assert.Equal(t, backend.StatusBadRequest, responses["A"].Status)
	assert.Equal(t, backend.ErrorSourceDownstream, responses["A"].ErrorSource)
	require.NoError(t, responses["B"].Error)
	assert.Len(t, askedQueries(t, fake), 1)
}

func TestWithoutAQueryToAskNobodyIsAsked(t *testing.T) {
	fake := startCollector(t, says(200, `{"results":{}}`))
	made := newDatasource(t, fake.URL)
	assert.Empty(t, ask(t, made))
	assert.Len(t, ask(t, made, panelQuery("A", `7`)), 1)
	assert.Empty(t, fake.seen())
}

func TestAddressMayHaveAPathAndATrailingSlash(t *testing.T) {
	for _, suffix := range []string{"/ledger", "/ledger/", "/ledger//"} {
		fake := startCollector(t, says(200, `{"results":{}}`))
		ask(t, newDatasource(t, " "+fake.URL+suffix+" "), panelQuery("A", "{}"))
		assert.Equal(t, "/ledger/api/v1/query", fake.only(t).path)
	}
}

func TestAnswerLargerThanTheLimitIsAClearError(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"results":{"A":{"status":200,"frames":[]}}}`+strings.Repeat(" ", 3<<20))
	})
	made := newDatasource(t, fake.URL)
	require.NoError(t, ask(t, made, panelQuery("A", "{}"))["A"].Error, "64 MiB are enough for this one")
	made.collector.answerLimit = 2 << 20
	response := ask(t, made, panelQuery("A", "{}"))["A"]
	require.ErrorContains(t, response.Error, "larger than 2 MiB. Ask for a shorter range")
	assert.Equal(t, backend.StatusBadGateway, response.Status)
	assert.Equal(t, backend.ErrorSourceDownstream, response.ErrorSource)
}

func TestGrafanasOwnResponseLimitIsNamed(t *testing.T) {
	t.Setenv("GF_DATAPROXY_RESPONSE_LIMIT", "1000")
	fake := startCollector(t, says(200, `{"results":{}}`+strings.Repeat(" ", 2000)))
	response := ask(t, newDatasource(t, fake.URL), panelQuery("A", "{}"))["A"]
	require.ErrorContains(t, response.Error, "Grafana's response_limit")
}

func TestCancelledQueryEndsAtOnce(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	fake := startCollector(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		select {
		case <-r.Context().Done():
		case <-release:
		}
	})
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	started := time.Now()
	response, err := newDatasource(t, fake.URL).QueryData(ctx, &backend.QueryDataRequest{
		PluginContext: viewer("ada"), Queries: []backend.DataQuery{panelQuery("A", "{}"), panelQuery("B", "{}")},
	})
	require.NoError(t, err)
	assert.Less(t, time.Since(started), 10*time.Second)
	for _, refID := range []string{"A", "B"} {
		require.ErrorIs(t, response.Responses[refID].Error, context.Canceled)
		assert.Equal(t, statusClientClosed, response.Responses[refID].Status)
		assert.Equal(t, backend.ErrorSourceDownstream, response.Responses[refID].ErrorSource)
	}
}
