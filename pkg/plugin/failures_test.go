package plugin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// A failing collector must read the same wherever it is met: each case is met by two queries and by a health check.
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
		{"a person who cannot be verified", says(403, `{"error":{"code":"forbidden","message":"The id token is of another issuer.","field":"X-TokenLedger-Id-Token"}}`), "tl_x", categoryIdentity, 403,
			[]string{"cannot tell who asks (403): The id token is of another issuer. In its tokenledger.yaml, identity.issuer has to be Grafana's root_url"}},
		{"Grafana's keys out of reach", says(503, `{"error":{"code":"identity_unavailable","message":"Grafana’s keys cannot be had.","field":"X-TokenLedger-Id-Token"}}`), "tl_x", categoryIdentity, 503,
			[]string{"(503): Grafana’s keys cannot be had. ", "identity.keys_url an address where the collector reaches Grafana's /api/signing-keys/keys"}},
		{"a page of another service", html(200), "", categoryNotCollector, 502,
			[]string{"is not a Token Ledger collector (HTTP 200, text/html). Check host, port and path", "port 4319", "sign-in page of a proxy"}},
		{"TLS where none is spoken", says(400, "Client sent an HTTP request to an HTTPS server."), "", categoryNotCollector, 502, []string{"If it speaks TLS, use https:// in the address."}},
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
