package plugin

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func sendResource(ctx context.Context, made *Datasource, method, target string, sender backend.CallResourceResponseSenderFunc) error {
	path, _, _ := strings.Cut(target, "?")
	return made.CallResource(ctx, &backend.CallResourceRequest{
		PluginContext: viewer("ada"), Path: path, Method: method, URL: target,
		Headers: map[string][]string{"X-Grafana-Id": {signed}, "Cookie": {"a=b"}, "Authorization": {"Bearer theirs"}, "X-Tokenledger-Kind": {"alert"}},
	}, sender)
}

// callResource is the first message of the answer, with the bodies of all of them.
func callResource(t *testing.T, made *Datasource, method, target string) *backend.CallResourceResponse {
	t.Helper()
	var all *backend.CallResourceResponse
	err := sendResource(context.Background(), made, method, target, func(part *backend.CallResourceResponse) error {
		if all == nil {
			all = part
		} else {
			all.Body = append(all.Body, part.Body...)
		}
		return nil
	})
	require.NoError(t, err)
	require.NotNil(t, all, "a resource call without any message hangs the browser")
	return all
}

func TestAllowedResourcesAreCarriedToTheCollector(t *testing.T) {
	for target, expected := range map[string]string{
		"schema":                            "/api/v1/schema",
		"/schema":                           "/api/v1/schema",
		"export":                            "/api/v1/export",
		"dimensions/model/values":           "/api/v1/dimensions/model/values",
		"dimensions/tag.cost-centre/values": "/api/v1/dimensions/tag.cost-centre/values",
		"dimensions/tag.a b/values":         "/api/v1/dimensions/tag.a%20b/values",
		"dimensions/tag.größe/values":       "/api/v1/dimensions/tag.gr%C3%B6%C3%9Fe/values",
		"dimensions/tag.../values":          "/api/v1/dimensions/tag.../values",
	} {
		t.Run(target, func(t *testing.T) {
			fake := startCollector(t, says(200, `{"values":[]}`))
			made := newDatasource(t, fake.URL, withToken("tl_abc"))
			answer := callResource(t, made, http.MethodGet, target+"?from=1&to=2&search=a%20b&team=x&team=y")
			assert.Equal(t, 200, answer.Status)
			assert.JSONEq(t, `{"values":[]}`, string(answer.Body))
			request := fake.only(t)
			assert.Equal(t, http.MethodGet, request.method)
			assert.Equal(t, expected, request.path)
			assert.Equal(t, "from=1&to=2&search=a%20b&team=x&team=y", request.query)
			assert.Equal(t, "Bearer tl_abc", request.header.Get("Authorization"))
			assert.Equal(t, "user", request.header.Get("X-TokenLedger-Kind"))
			assert.Equal(t, signed, request.header.Get("X-TokenLedger-Id-Token"))
			assert.Empty(t, request.header.Get("Cookie"))
		})
	}
}

func TestEverythingElseIsNotFound(t *testing.T) {
	fake := startCollector(t, says(200, `{}`))
	made := newDatasource(t, fake.URL)
	for _, target := range []string{
		"", "/", "records", "query", "admin/erase", "healthz", "Schema", "schema/", "schema/x", "schema/../records", "../schema", "../api/v1/records", "//schema",
		"export/../records", "dimensions", "dimensions/values", "dimensions//values", "dimensions/./values", "dimensions/../values", "dimensions/model",
		"dimensions/model/values/x", "dimensions/a/b/values", "dimensions/a%2Fb/values", "dimensions/%2e%2e/values", "dimensions/..%2f..%2frecords/values",
		"dimensions/a\\b/values", "dimensions/a\nb/values", "dimensions/model/values/../../../records", "dimensions/model/values\n",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			answer := callResource(t, made, method, target)
			assert.Equal(t, 404, answer.Status, "%s %q", method, target)
			assert.Contains(t, string(answer.Body), `{"error":{"code":"not_found","message":"`)
			assert.Equal(t, []string{"application/json"}, answer.Headers["Content-Type"])
		}
	}
	assert.Empty(t, fake.seen())
}

func TestResourcesAreReadOnly(t *testing.T) {
	fake := startCollector(t, says(200, `{}`))
	made := newDatasource(t, fake.URL)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodHead, http.MethodOptions, "get", ""} {
		answer := callResource(t, made, method, "schema")
		assert.Equal(t, 405, answer.Status, method)
		assert.Equal(t, []string{"GET"}, answer.Headers["Allow"])
		assert.Contains(t, string(answer.Body), `"code":"method_not_allowed"`)
	}
	assert.Empty(t, fake.seen())
}

func TestExportIsStreamedWithItsHeaders(t *testing.T) {
	const rows = 40000
	sum := sha256.New()
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="usage.csv"`)
		w.Header().Set("Set-Cookie", "a=b")
		w.Header().Set("X-Internal", "1")
		for row := range rows {
			_, _ = io.WriteString(io.MultiWriter(w, sum), "row,"+strconv.Itoa(row)+",some more text to fill the line\n")
		}
	})
	received, parts := sha256.New(), 0
	err := sendResource(context.Background(), newDatasource(t, fake.URL), http.MethodGet, "export?format=csv", func(part *backend.CallResourceResponse) error {
		if parts == 0 {
			assert.Equal(t, 200, part.Status)
			assert.Equal(t, map[string][]string{"Content-Type": {"text/csv; charset=utf-8"}, "Content-Disposition": {`attachment; filename="usage.csv"`}}, part.Headers)
		}
		assert.LessOrEqual(t, len(part.Body), chunkSize)
		_, _ = received.Write(part.Body)
		parts++
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, sum.Sum(nil), received.Sum(nil))
	assert.Greater(t, parts, 10)
}

func TestFirstBytesOfAnExportDoNotWaitForTheLast(t *testing.T) {
	got := make(chan struct{})
	fake := startCollector(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "first\n")
		_ = http.NewResponseController(w).Flush()
		select {
		case <-got:
			_, _ = io.WriteString(w, "last\n")
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
	})
	made := newDatasource(t, fake.URL)
	made.collector.whole.Timeout = time.Millisecond
	var text strings.Builder
	err := sendResource(context.Background(), made, http.MethodGet, "export", func(part *backend.CallResourceResponse) error {
		if text.Len() == 0 {
			close(got)
		}
		text.Write(part.Body)
		return nil
	})
	require.NoError(t, err, "the timeout for answers as a whole is not one for exports")
	assert.Equal(t, "first\nlast\n", text.String())
}

func TestEmptyAnswerIsStillAnAnswer(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	answer := callResource(t, newDatasource(t, fake.URL), http.MethodGet, "export")
	assert.Equal(t, 204, answer.Status)
	assert.Empty(t, answer.Body)
}

func TestRefusalsOfTheCollectorReachTheBrowser(t *testing.T) {
	const refusal = `{"error":{"code":"forbidden","message":"Export needs the role admin."}}`
	for _, status := range []int{400, 403, 404, 429, 500, 503} {
		fake := startCollector(t, says(status, refusal))
		answer := callResource(t, newDatasource(t, fake.URL), http.MethodGet, "export")
		assert.Equal(t, status, answer.Status)
		assert.JSONEq(t, refusal, string(answer.Body))
	}
}

func TestRefusedTokenIsNotMistakenForTheEndOfTheSession(t *testing.T) {
	fake := startCollector(t, says(401, `{"error":{"code":"unauthorized","message":"This token is unknown."}}`))
	answer := callResource(t, newDatasource(t, fake.URL, withToken("tl_x")), http.MethodGet, "schema")
	assert.Equal(t, 400, answer.Status)
	assert.Contains(t, string(answer.Body), `"code":"unauthorized"`)
	assert.Contains(t, string(answer.Body), "does not accept the token (401): This token is unknown.")
}

func TestCollectorOutOfReachIsABadGateway(t *testing.T) {
	address := closedAddress(t)
	answer := callResource(t, newDatasource(t, address), http.MethodGet, "schema")
	assert.Equal(t, 502, answer.Status)
	assert.JSONEq(t, `{"error":{"code":"connection_refused","message":"Token Ledger collector at `+address+` does not answer (connection refused). Is it running? Check the address in the data source settings."}}`, string(answer.Body))
}

func TestPagesOfOtherServicesDoNotReachTheBrowser(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "Text/HTML; charset=utf-8")
		_, _ = io.WriteString(w, "<script>alert(1)</script>")
	})
	answer := callResource(t, newDatasource(t, fake.URL), http.MethodGet, "schema")
	assert.Equal(t, 502, answer.Status)
	assert.NotContains(t, string(answer.Body), "script")
}

func TestExportThatBreaksOffFails(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, "first\n")
	})
	err := sendResource(context.Background(), newDatasource(t, fake.URL), http.MethodGet, "export", func(*backend.CallResourceResponse) error { return nil })
	require.ErrorContains(t, err, fake.URL)
	assert.True(t, backend.IsDownstreamError(err))
}

func TestExportEndsWhenTheBrowserLeaves(t *testing.T) {
	ended := make(chan struct{}, 1)
	fake := startCollector(t, func(w http.ResponseWriter, r *http.Request) {
		defer func() { ended <- struct{}{} }()
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, strings.Repeat("x", 4096)); err != nil {
				return
			}
		}
	})
	made := newDatasource(t, fake.URL)
	gone := errors.New("the browser has left")
	require.ErrorIs(t, sendResource(context.Background(), made, http.MethodGet, "export", func(*backend.CallResourceResponse) error { return gone }), gone)
	receive(t, ended)

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	require.ErrorIs(t, sendResource(ctx, made, http.MethodGet, "export", func(*backend.CallResourceResponse) error { cancel(); return nil }), context.Canceled)
	receive(t, ended)
}
