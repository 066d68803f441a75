package plugin

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// A failing collector must read the same wherever it is met, so each case is met three times: by two queries, by a
// health check and by a resource call.
func TestEveryFailureNamesAddressReasonAndRemedy(t *testing.T) {
	html := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "<html>Sign in</html>")
		}
	}
	for _, c := range []struct {
		title    string
		answer   http.HandlerFunc
		token    string
		category category
		status   backend.Status
		texts    []string
	}{
		{"no token set", says(401, `{"error":{"code":"unauthorized","message":"A token is needed."}}`), "", categoryUnauthorized, 401,
			[]string{"wants a token (401): A token is needed. Make one with `tokenledger token create --role delegate`"}},
		{"a wrong token", says(401, `{"error":{"code":"unauthorized","message":"This token is unknown"}}`), "tl_x", categoryUnauthorized, 401,
			[]string{"does not accept the token (401): This token is unknown. Set a valid one in the data source settings."}},
		{"a proxy's login", says(401, `Unauthorized`), "tl_x", categoryUnauthorized, 401,
			[]string{"wants other credentials (401)", "check basic auth in the data source settings, else the token"}},
		{"a wrong role", says(403, `{"error":{"code":"forbidden","message":"The role ingest may not query.","field":"token"}}`), "tl_x", categoryForbidden, 403,
			[]string{"(403): The role ingest may not query. ", "needs the role delegate"}},
		{"a page of another service", html(200), "", categoryNotCollector, 502,
			[]string{"is not a Token Ledger collector (HTTP 200, text/html). Check host, port and path"}},
		{"another service's 404", html(404), "", categoryNotCollector, 502, []string{"(HTTP 404, text/html)"}},
		{"a proxy that cannot reach the collector", html(502), "", categoryUnavailable, 502, []string{"failed (502)", "check that it reaches the collector"}},
		{"a fault of the collector", says(500, `{"error":{"code":"internal","message":"The store is gone."}}`), "", categoryUnavailable, 500,
			[]string{"failed (500): The store is gone. Its log says more."}},
		{"a collector that is starting", says(503, `{"error":{"code":"starting","message":"Still starting."}}`), "", categoryUnavailable, 503,
			[]string{"takes no requests at the moment (503): Still starting. Try again shortly."}},
		{"too many requests", says(429, `{}`), "", categoryUnavailable, 429, []string{"takes no requests at the moment (429). Try again shortly."}},
		{"a redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://user:hunter2@login.example/ledger?secret=1", http.StatusFound)
		}, "", categoryRedirected, 502, []string{"redirects to https://login.example/ledger (302)", "Set the final address"}},
	} {
		t.Run(c.title, func(t *testing.T) {
			fake := startCollector(t, c.answer)
			made := newDatasource(t, withUser(fake.URL), withToken(c.token))
			expectFailure(t, made, c.category, c.status, append(c.texts, fake.URL)...)
		})
	}
}

// withUser puts credentials into an address: they are used, and never shown.
func withUser(address string) string {
	return strings.Replace(address, "://", "://anna:hunter2@", 1)
}

func expectFailure(t *testing.T, made *Datasource, kind category, status backend.Status, texts ...string) {
	t.Helper()
	responses := ask(t, made, panelQuery("A", "{}"), panelQuery("B", "{}"))
	require.Len(t, responses, 2)
	for _, response := range responses {
		expectTexts(t, response.Error.Error(), texts)
		assert.Equal(t, status, response.Status)
		assert.Equal(t, backend.ErrorSourceDownstream, response.ErrorSource)
	}
	health, err := made.CheckHealth(context.Background(), &backend.CheckHealthRequest{PluginContext: viewer("ada")})
	require.NoError(t, err)
	assert.Equal(t, backend.HealthStatusError, health.Status)
	expectTexts(t, health.Message, texts)
	assert.Contains(t, string(health.JSONDetails), fmt.Sprintf(`"category":%q`, kind))
	assert.NotContains(t, string(health.JSONDetails), "hunter2")
}

func expectTexts(t *testing.T, message string, texts []string) {
	t.Helper()
	for _, text := range texts {
		assert.Contains(t, message, text)
	}
	assert.NotContains(t, message, "hunter2")
	assert.NotContains(t, message, "secret")
}

func TestOtherRefusalsOfTheCollectorArePassedOn(t *testing.T) {
	fake := startCollector(t, says(400, `{"error":{"code":"bad_request","message":"A query needs a refId","field":"queries[0].refId"}}`))
	expectFailure(t, newDatasource(t, fake.URL), categoryRejected, 400, "rejects the request (400): A query needs a refId.")
	fake = startCollector(t, says(404, `{"error":{"code":"not_found","message":"No such call."}}`))
	expectFailure(t, newDatasource(t, fake.URL), categoryUnsupported, 404, "does not know this call (404): No such call.", "same version")
}

func TestAnswersThatAreNoAnswers(t *testing.T) {
	for title, body := range map[string]string{
		"no JSON": "pong", "nothing": "", "cut short": `{"results":{"A":`, "other JSON": `{"status":"ok"}`, "a list": `[]`,
		"results that are none": `{"results":[]}`, "JSON and more": `{"results":{}} trailing`,
	} {
		t.Run(title, func(t *testing.T) {
			fake := startCollector(t, says(200, body))
			expectFailure(t, newDatasource(t, fake.URL), categoryNotCollector, 502, "is not a Token Ledger collector", fake.URL)
		})
	}
}

func TestCollectorThatIsDown(t *testing.T) {
	address := closedAddress(t)
	expectFailure(t, newDatasource(t, withUser(address)), categoryRefused, 502,
		"Token Ledger collector at "+address+" does not answer (connection refused). Is it running? Check the address in the data source settings.")
}

func TestHostThatDoesNotExist(t *testing.T) {
	failed := networkFailure("http://ledger.invalid:4319", fmt.Errorf("wrapped: %w", &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "ledger.invalid", IsNotFound: true}}))
	assert.Equal(t, categoryDNS, failed.category)
	assert.Contains(t, failed.message, `The host "ledger.invalid" of the Token Ledger collector at http://ledger.invalid:4319 cannot be found.`)
}

func TestCollectorThatDoesNotAnswerInTime(t *testing.T) {
	release := make(chan struct{})
	fake := startCollector(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	made := newDatasource(t, fake.URL, withJSON(`{"timeout":1}`))
	assert.Equal(t, time.Second, made.collector.whole.Timeout)
	made.collector.whole.Timeout = 50 * time.Millisecond
	expectFailure(t, made, categoryTimeout, 504, "does not answer in time", "raise the timeout in the data source settings")
}

func TestConnectionThatBreaksOff(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_ = connection.Close()
		}
	})
	expectFailure(t, newDatasource(t, fake.URL), categoryNetwork, 502, "cannot be reached (the connection was closed without an answer)")
}

func TestAnswerThatBreaksOff(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"results":`)
	})
	expectFailure(t, newDatasource(t, fake.URL), categoryNetwork, 502, "cannot be reached (the connection was closed without an answer)")
}

func TestSecureConnectionsThatFail(t *testing.T) {
	server := startTLSCollector(t)
	picky := httptest.NewUnstartedServer(says(200, `{}`))
	picky.Config.ErrorLog = quiet()
	picky.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	picky.StartTLS()
	t.Cleanup(picky.Close)
	plain := startCollector(t, says(200, `{}`))
	ca := withSecret("tlsCACert", certificatePEM(server.Certificate()))

	expectFailure(t, newDatasource(t, server.URL), categoryTLS, 502, "an authority that Grafana does not know", "Add the CA certificate")
	expectFailure(t, newDatasource(t, server.URL, ca, withJSON(`{"tlsAuthWithCACert":true,"serverName":"ledger.internal"}`)), categoryTLS, 502,
		"a certificate for another host", "set the server name")
	expectFailure(t, newDatasource(t, picky.URL, withJSON(`{"tlsSkipVerify":true}`)), categoryTLS, 502, "refuses the secure connection", "client certificate")
	expectFailure(t, newDatasource(t, strings.Replace(plain.URL, "http:", "https:", 1)), categoryTLS, 502, "does not speak TLS. Use http://")
}

func TestUnsortedErrorsAreAFaultOfThePlugin(t *testing.T) {
	cause := errors.New("marshal: secret")
	failed := failureOf(cause)
	response := failed.response()
	assert.Equal(t, backend.ErrorSourcePlugin, response.ErrorSource)
	assert.Equal(t, backend.StatusInternal, response.Status)
	assert.NotContains(t, response.Error.Error(), "secret")
	require.ErrorIs(t, failed, cause)
	assert.Same(t, failed, failureOf(fmt.Errorf("wrapped: %w", failed)))
}
