package plugin

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func checkHealth(t *testing.T, made *Datasource) *backend.CheckHealthResult {
	t.Helper()
	result, err := made.CheckHealth(context.Background(), &backend.CheckHealthRequest{
		PluginContext: viewer("ada"), Headers: map[string]string{"http_X-Grafana-Id": signed, "Cookie": "a=b", "FromAlert": "true"},
	})
	require.NoError(t, err)
	return result
}

func TestHealthIsARoundTripWithTokenAndIdentity(t *testing.T) {
	fake := startCollector(t, says(200, `{"version":"0.1.0","api":1,"ledger":"live","timezone":"UTC","metrics":[]}`))
	result := checkHealth(t, newDatasource(t, fake.URL+"/", withToken("tl_abc")))
	assert.Equal(t, backend.HealthStatusOk, result.Status)
	assert.Equal(t, "Token Ledger collector 0.1.0 at "+fake.URL+" is ready.", result.Message)
	request := fake.only(t)
	assert.Equal(t, http.MethodGet, request.method)
	assert.Equal(t, "/api/v1/schema", request.path)
	assert.Equal(t, "Bearer tl_abc", request.header.Get("Authorization"))
	assert.Equal(t, "user", request.header.Get("X-TokenLedger-Kind"))
	assert.Equal(t, "ada", request.header.Get("X-TokenLedger-Login"))
	assert.Equal(t, signed, request.header.Get("X-TokenLedger-Id-Token"))
	assert.Empty(t, request.header.Get("Cookie"))
}

func TestHealthSaysWhenAllUsageIsGenerated(t *testing.T) {
	fake := startCollector(t, says(200, `{"version":"0.1.0","api":1,"ledger":"demo"}`))
	result := checkHealth(t, newDatasource(t, fake.URL))
	assert.Equal(t, backend.HealthStatusOk, result.Status)
	assert.Equal(t, "Token Ledger collector 0.1.0 at "+fake.URL+" is ready. It serves a demo ledger: all usage is generated.", result.Message)
}

func TestHealthSaysWhichSideIsTooOld(t *testing.T) {
	fake := startCollector(t, says(200, `{"version":"9.0.0","api":2}`))
	assert.Contains(t, checkHealth(t, newDatasource(t, fake.URL)).Message, "This plugin is too old for the Token Ledger collector 9.0.0")
	fake = startCollector(t, says(200, `{"version":"0.0.1","api":-1}`))
	assert.Contains(t, checkHealth(t, newDatasource(t, fake.URL)).Message, "0.0.1 at "+fake.URL+" is too old for this plugin")
}

func TestHealthIsNotFooledByOtherServices(t *testing.T) {
	for title, body := range map[string]string{
		"another schema": `{"version":"2.1","openapi":"3.1"}`, "an API without a version": `{"api":1}`, "an API that is no number": `{"version":"1","api":"1"}`,
	} {
		t.Run(title, func(t *testing.T) {
			fake := startCollector(t, says(200, body))
			result := checkHealth(t, newDatasource(t, fake.URL))
			assert.Equal(t, backend.HealthStatusError, result.Status)
			assert.Contains(t, result.Message, "is not a Token Ledger collector (it has no schema)")
		})
	}
}

func TestHealthShowsTheCertificatesFaultToExperts(t *testing.T) {
	server := startTLSCollector(t)
	result := checkHealth(t, newDatasource(t, server.URL))
	assert.JSONEq(t, `{"category":"tls","verboseMessage":"x509: certificate signed by unknown authority"}`, string(result.JSONDetails))
}
