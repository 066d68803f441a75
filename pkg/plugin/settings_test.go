package plugin

import (
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func certificatePEM(certificate *x509.Certificate) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
}

func TestSettingsThatCannotWorkAnswerEveryCall(t *testing.T) {
	for _, c := range []struct {
		title, address, text string
		options              []option
	}{
		{"no address", "", "has no address. Set its URL to the collector's, for instance http://127.0.0.1:4319.", nil},
		{"a blank address", "  ", "has no address", nil},
		{"no scheme", "127.0.0.1:4319", "cannot be read. It has to look like http://127.0.0.1:4319.", nil},
		{"no scheme, a name", "localhost:4319", "begin with http:// or https://", nil},
		{"another scheme", "ftp://127.0.0.1", "begin with http:// or https://", nil},
		{"no host", "http://:4319", "name a host", nil},
		{"broken, with a password", "http://anna:hunter2@host:port", "cannot be read", nil},
		{"a query", "http://anna:hunter2@127.0.0.1:4319/x?secret=1", "must not have a query or a fragment: http://127.0.0.1:4319/x is enough", nil},
		{"a fragment", "http://127.0.0.1:4319/#secret", "must not have a query or a fragment", nil},
		{"a CA that is none", "https://127.0.0.1:4319", "TLS or proxy settings", []option{withJSON(`{"tlsAuthWithCACert":true}`), withSecret("tlsCACert", "secret")}},
		{"a key that is none", "https://127.0.0.1:4319", "TLS or proxy settings", []option{withJSON(`{"tlsAuth":true}`), withSecret("tlsClientCert", "secret"), withSecret("tlsClientKey", "secret")}},
		{"HTTP options that are none", "http://127.0.0.1:4319", "HTTP options", []option{withJSON(`["secret"]`)}},
		{"a token with a line break", "http://127.0.0.1:4319", "holds characters that no token has", []option{withToken("secret\r\nX-Other: 1")}},
	} {
		t.Run(c.title, func(t *testing.T) {
			made := newDatasource(t, c.address, c.options...)
			expectFailure(t, made, categoryConfig, 400, c.text)
			answer := callResource(t, made, http.MethodGet, "schema")
			assert.Equal(t, 400, answer.Status)
			assert.Contains(t, string(answer.Body), `"code":"misconfigured"`)
		})
	}
}

func TestCredentials(t *testing.T) {
	for _, c := range []struct {
		title    string
		address  func(string) string
		options  []option
		expected string
	}{
		{"none", nil, nil, ""},
		{"a token", nil, []option{withToken("tl_abc")}, "Bearer tl_abc"},
		{"a token with a line's end", nil, []option{withToken(" tl_abc\n")}, "Bearer tl_abc"},
		{"basic auth", nil, []option{withBasicAuth("anna", "pw")}, "Basic YW5uYTpwdw=="},
		{"basic auth in the address", func(string) string { return "http://anna:pw@" }, nil, "Basic YW5uYTpwdw=="},
		{"the token wins over basic auth", nil, []option{withToken("tl_abc"), withBasicAuth("anna", "pw")}, "Bearer tl_abc"},
		{"the token wins over a custom header", nil, []option{withToken("tl_abc"), withJSON(`{"httpHeaderName1":"authorization"}`), withSecret("httpHeaderValue1", "Custom x")}, "Bearer tl_abc"},
		{"a custom header alone", nil, []option{withJSON(`{"httpHeaderName1":"Authorization"}`), withSecret("httpHeaderValue1", "Custom x")}, "Custom x"},
	} {
		t.Run(c.title, func(t *testing.T) {
			fake := startCollector(t, says(200, `{"results":{}}`))
			address := fake.URL
			if c.address != nil {
				address = c.address(address) + fake.Listener.Addr().String()
			}
			ask(t, newDatasource(t, address, c.options...), panelQuery("A", "{}"))
			assert.Equal(t, c.expected, fake.only(t).header.Get("Authorization"))
		})
	}
}

func TestHTTPOptionsOfTheDataSourceApply(t *testing.T) {
	server := httptest.NewTLSServer(says(200, `{"results":{"A":{"status":200,"frames":[]}}}`))
	t.Cleanup(server.Close)
	made := newDatasource(t, server.URL, withJSON(`{"tlsAuthWithCACert":true}`), withSecret("tlsCACert", certificatePEM(server.Certificate())))
	require.NoError(t, ask(t, made, panelQuery("A", "{}"))["A"].Error)
	require.NoError(t, ask(t, newDatasource(t, server.URL, withJSON(`{"tlsSkipVerify":true}`)), panelQuery("A", "{}"))["A"].Error)
}

func TestRedirectsCarryNoTokenAlong(t *testing.T) {
	elsewhere := startCollector(t, says(200, `{"results":{}}`))
	fake := startCollector(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
	})
	made := newDatasource(t, fake.URL, withToken("tl_abc"))
	require.Error(t, ask(t, made, panelQuery("A", "{}"))["A"].Error)
	assert.Equal(t, 502, callResource(t, made, http.MethodGet, "schema").Status)
	assert.Empty(t, elsewhere.seen())
}

func TestDisposeClosesIdleConnections(t *testing.T) {
	closed := make(chan struct{}, 1)
	server := httptest.NewUnstartedServer(says(200, `{"results":{}}`))
	server.Config.ConnState = notifyClosed(closed)
	server.Start()
	t.Cleanup(server.Close)
	made := newDatasource(t, server.URL)
	ask(t, made, panelQuery("A", "{}"))
	made.Dispose()
	receive(t, closed)
	newDatasource(t, "").Dispose()
}
