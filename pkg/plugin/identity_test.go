package plugin

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

const signed = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyOjEifQ.c2lnbmF0dXJl-_"

// headersOfQuery are the headers that reach the collector when a query comes with these from Grafana.
func headersOfQuery(t *testing.T, caller backend.PluginContext, incoming map[string]string, options ...option) http.Header {
	t.Helper()
	fake := startCollector(t, says(200, `{"results":{}}`))
	_, err := newDatasource(t, fake.URL, options...).QueryData(context.Background(), &backend.QueryDataRequest{
		PluginContext: caller, Headers: incoming, Queries: []backend.DataQuery{panelQuery("A", "{}")},
	})
	require.NoError(t, err)
	return fake.only(t).header
}

func TestWhoAsks(t *testing.T) {
	admin := func(login string) *backend.User { return &backend.User{Login: login, Role: "Admin"} }
	const fromAlert, idToken = "FromAlert", "http_X-Grafana-Id"
	for _, c := range []struct {
		title    string
		user     *backend.User
		incoming map[string]string
		kind     string
		idToken  string
	}{
		{"a person", admin("ada"), map[string]string{idToken: signed}, "user", signed},
		{"a person on an installation without id tokens", admin("ada"), nil, "user", ""},
		{"an alert rule", admin("grafana_scheduler"), map[string]string{fromAlert: "true"}, "alert", ""},
		{"an alert rule, the header in its other form", admin("grafana_scheduler"), map[string]string{"http_FromAlert": "true"}, "alert", ""},
		{"the scheduler without FromAlert", admin("grafana_scheduler"), nil, "user", ""},
		{"the scheduler with another FromAlert", admin("grafana_scheduler"), map[string]string{fromAlert: "TRUE"}, "user", ""},
		{"a FromAlert forged by a person", admin("ada"), map[string]string{fromAlert: "true", idToken: signed}, "user", signed},
		{"a FromAlert forged without id tokens", admin("ada"), map[string]string{fromAlert: "true"}, "user", ""},
		{"a person who is called grafana_scheduler", admin("grafana_scheduler"), map[string]string{fromAlert: "true", idToken: signed}, "user", signed},
		{"a public dashboard", admin("service"), nil, "public", ""},
		{"a public dashboard with a forged FromAlert", admin("service"), map[string]string{fromAlert: "true"}, "public", ""},
		{"a person who is called service", admin("service"), map[string]string{idToken: signed}, "user", signed},
		{"nobody", nil, nil, "public", ""},
		{"nobody with a forged FromAlert", nil, map[string]string{fromAlert: "true"}, "public", ""},
		{"the OAuth provider's id token is not Grafana's", admin("service"), map[string]string{"X-Id-Token": signed}, "public", ""},
	} {
		t.Run(c.title, func(t *testing.T) {
			headers := headersOfQuery(t, backend.PluginContext{OrgID: 7, User: c.user}, c.incoming)
			assert.Equal(t, []string{c.kind}, headers.Values("X-TokenLedger-Kind"))
			assert.Equal(t, []string{"7"}, headers.Values("X-TokenLedger-Org"))
			assert.Equal(t, c.idToken, headers.Get("X-TokenLedger-Id-Token"))
			if c.user == nil {
				assert.Empty(t, headers.Values("X-TokenLedger-Login"))
				assert.Empty(t, headers.Values("X-TokenLedger-Role"))
			} else {
				assert.Equal(t, []string{c.user.Login}, headers.Values("X-TokenLedger-Login"))
				assert.Equal(t, []string{"Admin"}, headers.Values("X-TokenLedger-Role"))
			}
		})
	}
}

func TestNoOtherIncomingHeaderIsPassedOn(t *testing.T) {
	headers := headersOfQuery(t, viewer("ada"), map[string]string{
		"Authorization": "Bearer theirs", "Cookie": "grafana_session=1", "X-Id-Token": "oauth", "FromAlert": "true", "X-Cache-Skip": "true",
		"http_X-Grafana-Id": signed, "http_X-Dashboard-Uid": "d", "http_X-TokenLedger-Kind": "alert", "http_X-TokenLedger-Extra": "1",
	}, withJSON(`{"oauthPassThru":true,"keepCookies":["grafana_session"]}`))
	var names []string
	for name := range headers {
		names = append(names, name)
	}
	assert.ElementsMatch(t, []string{
		"Accept-Encoding", "Content-Length", "Content-Type", "User-Agent",
		headerKind, headerOrg, headerLogin, headerRole, headerIDToken,
	}, names)
	assert.Equal(t, "user", headers.Get(headerKind))
}

func TestCustomHeadersAreSentButCannotSayWhoAsks(t *testing.T) {
	headers := headersOfQuery(t, viewer("ada"), nil,
		withJSON(`{"httpHeaderName1":"x-tokenledger-login","httpHeaderName2":"X-Scope","httpHeaderName3":"X-TokenLedger-Id-Token","httpHeaderName4":"X-TokenLedger-New"}`),
		withSecret("httpHeaderValue1", "root"), withSecret("httpHeaderValue2", "blue"), withSecret("httpHeaderValue3", "forged"), withSecret("httpHeaderValue4", "1"))
	assert.Equal(t, []string{"ada"}, headers.Values("X-TokenLedger-Login"))
	assert.Equal(t, []string{"blue"}, headers.Values("X-Scope"))
	assert.Empty(t, headers.Values("X-TokenLedger-Id-Token"))
	assert.Empty(t, headers.Values("X-TokenLedger-New"))
}

func TestLoginsOfAnyScriptFitIntoAHeader(t *testing.T) {
	for login, expected := range map[string]string{
		"ada@example.com":          "ada@example.com",
		"DOMAIN\\ada":              "DOMAIN\\ada",
		"Ada Lovelace":             "Ada%20Lovelace",
		"100%":                     "100%25",
		"jürgen":                   "j%C3%BCrgen",
		"東京":                       "%E6%9D%B1%E4%BA%AC",
		"a\r\nX-TokenLedger-Role:": "a%0D%0AX-TokenLedger-Role:",
		"\x00\x7f\xff":             "%00%7F%FF",
	} {
		headers := headersOfQuery(t, backend.PluginContext{OrgID: 1, User: &backend.User{Login: login, Role: login}}, nil)
		assert.Equal(t, []string{expected}, headers.Values("X-TokenLedger-Login"))
		assert.Equal(t, []string{expected}, headers.Values("X-TokenLedger-Role"))
	}
}
