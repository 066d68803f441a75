package plugin

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// fakeCollector answers as told and remembers what it was asked.
type fakeCollector struct {
	*httptest.Server
	mu       sync.Mutex
	requests []seenRequest
}

type seenRequest struct {
	method, path, query string
	header              http.Header
	body                []byte
}

func startCollector(t *testing.T, answer http.HandlerFunc) *fakeCollector {
	t.Helper()
	fake := &fakeCollector{}
	fake.Server = httptest.NewServer(fake.remember(answer))
	t.Cleanup(fake.Close)
	return fake
}

func (f *fakeCollector) remember(answer http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		f.mu.Lock()
		f.requests = append(f.requests, seenRequest{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Clone(), body})
		f.mu.Unlock()
		answer(w, r)
	})
}

func (f *fakeCollector) seen() []seenRequest {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]seenRequest(nil), f.requests...)
}

// only is the one request that was made.
func (f *fakeCollector) only(t *testing.T) seenRequest {
	t.Helper()
	requests := f.seen()
	require.Len(t, requests, 1)
	return requests[0]
}

// says answers with a status and a JSON text.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// byPath answers each path with its JSON text.
func byPath(bodies map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { says(200, bodies[r.URL.Path])(w, r) }
}

// golden is a collector's answer kept as a file.
func golden(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return string(text)
}

type option func(*backend.DataSourceInstanceSettings)

func withToken(token string) option {
	return func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData["token"] = token }
}

func withSecret(name, value string) option {
	return func(s *backend.DataSourceInstanceSettings) { s.DecryptedSecureJSONData[name] = value }
}

func withJSON(json string) option {
	return func(s *backend.DataSourceInstanceSettings) { s.JSONData = []byte(json) }
}

func withBasicAuth(user, password string) option {
	return func(s *backend.DataSourceInstanceSettings) {
		s.BasicAuthEnabled, s.BasicAuthUser = true, user
		s.DecryptedSecureJSONData["basicAuthPassword"] = password
	}
}

func newDatasource(t *testing.T, address string, options ...option) *Datasource {
	t.Helper()
	settings := backend.DataSourceInstanceSettings{
		UID:                     "ledger",
		Name:                    "Ledger",
		Type:                    "tokenledger-usage-datasource",
		URL:                     address,
		JSONData:                []byte("{}"),
		DecryptedSecureJSONData: map[string]string{},
	}
	for _, apply := range options {
		apply(&settings)
	}
	instance, err := NewDatasource(context.Background(), settings)
	require.NoError(t, err)
	made := instance.(*Datasource)
	t.Cleanup(made.Dispose)
	return made
}

// panelQuery is a query as Grafana hands it over.
func panelQuery(refID, text string) backend.DataQuery {
	return backend.DataQuery{
		RefID:         refID,
		QueryType:     "usage",
		Interval:      time.Minute,
		MaxDataPoints: 1000,
		TimeRange:     backend.TimeRange{From: time.UnixMilli(1760000000000), To: time.UnixMilli(1762592000000)},
		JSON:          json.RawMessage(text),
	}
}

func viewer(login string) backend.PluginContext {
	return backend.PluginContext{OrgID: 1, User: &backend.User{Login: login, Role: "Viewer"}}
}

// ask sends queries as an ordinary viewer.
func ask(t *testing.T, made *Datasource, queries ...backend.DataQuery) backend.Responses {
	t.Helper()
	response, err := made.QueryData(context.Background(), &backend.QueryDataRequest{PluginContext: viewer("ada"), Queries: queries})
	require.NoError(t, err)
	return response.Responses
}

// closedAddress is an address that nothing listens at.
func closedAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL
}

func startTLSCollector(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(says(200, `{}`))
	server.Config.ErrorLog = quiet()
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func notifyClosed(closed chan<- struct{}) func(net.Conn, http.ConnState) {
	return func(_ net.Conn, state http.ConnState) {
		if state == http.StateClosed {
			select {
			case closed <- struct{}{}:
			default:
			}
		}
	}
}

// receive waits for something that has to happen.
func receive(t *testing.T, happened <-chan struct{}) {
	t.Helper()
	select {
	case <-happened:
	case <-time.After(10 * time.Second):
		t.Fatal("this should have happened long ago")
	}
}
