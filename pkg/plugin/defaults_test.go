package plugin

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func askedWith(t *testing.T, settings, query string) map[string]any {
	t.Helper()
	fake := startCollector(t, says(200, `{"results":{}}`))
	asked := panelQuery("A", query)
	asked.QueryType = ""
	ask(t, newDatasource(t, fake.URL, withJSON(settings)), asked)
	return askedQueries(t, fake)[0]
}

func TestDefaultZoneIsForQueriesThatNameNone(t *testing.T) {
	const zone = `{"timezone":"Asia/Tokyo"}`
	for query, expected := range map[string]any{
		`{}`: "Asia/Tokyo", `{"timezone":""}`: "Asia/Tokyo", `{"timezone":null}`: "Asia/Tokyo", `{"queryType":"requests"}`: "Asia/Tokyo",
		`{"timezone":"ledger"}`: "ledger", `{"timezone":"dashboard"}`: "dashboard", `{"timezone":"Europe/Berlin"}`: "Europe/Berlin",
		`{"timezone":7}`: json.Number("7"),
	} {
		assert.Equal(t, expected, askedWith(t, zone, query)["timezone"], query)
	}
	for _, settings := range []string{`{}`, `{"timezone":""}`, `{"timezone":null}`} {
		assert.NotContains(t, askedWith(t, settings, `{}`), "timezone", "the ledger's zone is the collector's to know")
	}
}

func TestRowLimitIsForListsThatNameNone(t *testing.T) {
	for _, settings := range []string{`{"rowLimit":200}`, `{"rowLimit":"200"}`} {
		for query, expected := range map[string]any{
			`{"queryType":"requests"}`: json.Number("200"), `{"queryType":"requests","limit":null}`: json.Number("200"),
			`{"queryType":"audit","limit":""}`: json.Number("200"), `{"queryType":"requests","limit":7}`: json.Number("7"),
			`{"queryType":"usage"}`: nil, `{}`: nil, `{"queryType":"annotations"}`: nil,
		} {
			assert.Equal(t, expected, askedWith(t, settings, query)["limit"], query)
		}
	}
	assert.NotContains(t, askedWith(t, `{}`, `{"queryType":"requests"}`), "limit")
}

func TestDefaultsThatCannotBeAreNamed(t *testing.T) {
	for settings, text := range map[string]string{
		`{"timezone":7}`: "default time zone of the Token Ledger data source (jsonData.timezone)", `{"timezone":["UTC"]}`: "jsonData.timezone",
		`{"rowLimit":0}`: "jsonData.rowLimit) has to be a whole number from 1 to 1000", `{"rowLimit":1001}`: "from 1 to 1000",
		`{"rowLimit":1.5}`: "whole number", `{"rowLimit":"many"}`: "whole number", `{"rowLimit":[]}`: "whole number",
	} {
		expectFailure(t, newDatasource(t, "http://127.0.0.1:4319", withJSON(settings)), categoryConfig, 400, text)
	}
}

func TestHealthTriesTheDefaultZone(t *testing.T) {
	answer := func(query string) *fakeCollector {
		return startCollector(t, byPath(map[string]string{"/api/v1/schema": `{"version":"0.1.0","api":1}`, "/api/v1/query": query}))
	}
	fake := answer(`{"results":{"A":{"status":200,"frames":[]}}}`)
	assert.Contains(t, checkHealth(t, newDatasource(t, fake.URL, withJSON(`{"timezone":"Asia/Tokyo"}`))).Message, "is ready")
	assert.Contains(t, string(fake.seen()[1].body), `"timezone":"Asia/Tokyo"`)

	fake = answer(`{"results":{"A":{"status":400,"error":"There is no time zone Mars/Phobos"}}}`)
	made := newDatasource(t, fake.URL, withJSON(`{"timezone":"Mars/Phobos"}`))
	assert.Equal(t, "The default time zone of the data source settings does not work: There is no time zone Mars/Phobos", checkHealth(t, made).Message)
}

func TestCustomHeadersAreSentBesideTheToken(t *testing.T) {
	fake := startCollector(t, says(200, `{"results":{}}`))
	made := newDatasource(t, fake.URL, withToken("tl_abc"), withJSON(`{"httpHeaderName1":"X-Scope","httpHeaderName2":"X-TokenLedger-Role","httpHeaderName3":"X-No-Value"}`),
		withSecret("httpHeaderValue1", "eu"), withSecret("httpHeaderValue2", "Admin"))
	ask(t, made, panelQuery("A", "{}"))
	callResource(t, made, "GET", "schema")
	checkHealth(t, made)
	for _, request := range fake.seen() {
		assert.Equal(t, "Bearer tl_abc", request.header.Get("Authorization"))
		assert.Equal(t, "eu", request.header.Get("X-Scope"))
		assert.Equal(t, "Viewer", request.header.Get("X-TokenLedger-Role"), "who asks is not for settings to say")
		assert.NotContains(t, request.header, "X-No-Value")
	}
}

func TestCustomHeadersThatCannotBeSentAreNamed(t *testing.T) {
	for _, c := range []struct{ name, value, text string }{
		{"", "eu", "a name that no header may have"},
		{"X Scope", "eu", "a name that no header may have"},
		{"X-Größe", "eu", "a name that no header may have"},
		{"X-Scope", "secret\r\nX-Other: 1", "The HTTP header X-Scope of the Token Ledger data source has a value with a line break"},
	} {
		made := newDatasource(t, "http://127.0.0.1:4319", withJSON(fmt.Sprintf(`{"httpHeaderName1":%q}`, c.name)), withSecret("httpHeaderValue1", c.value))
		expectFailure(t, made, categoryConfig, 400, c.text)
	}
}
