package plugin

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"runtime"
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

func TestExportLargerThanMemoryIsNeverHeldInIt(t *testing.T) {
	const size, block = 30 << 20, 32 << 10
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		for range size / block {
			_, _ = w.Write(bytes.Repeat([]byte("x"), block))
		}
	})
	held := func() uint64 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before, received, most := held(), 0, uint64(0)
	err := sendResource(context.Background(), newDatasource(t, fake.URL), http.MethodGet, "export", func(part *backend.CallResourceResponse) error {
		if received>>22 != (received+len(part.Body))>>22 {
			most = max(most, held())
		}
		received += len(part.Body)
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, size, received)
	assert.Less(t, most, before+4<<20)
}

func TestFirstBytesOfAnExportDoNotWaitForTheLast(t *testing.T) {
	got := make(chan struct{})
	fake := startCollector(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "first\n")
		_ = http.NewResponseController(w).Flush()
		select {
		case <-got:
			time.Sleep(1100 * time.Millisecond)
			_, _ = io.WriteString(w, "last\n")
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
	})
	made := newDatasource(t, fake.URL, withJSON(`{"timeout":1}`))
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

func followLink(t *testing.T, made *Datasource) *backend.CallResourceResponse {
	t.Helper()
	var answer *backend.CallResourceResponse
	err := made.CallResource(context.Background(), &backend.CallResourceRequest{
		PluginContext: viewer("ada"), Path: "export", Method: http.MethodGet, URL: "export?format=csv",
		Headers: map[string][]string{"Accept": {"text/html,application/xhtml+xml,*/*;q=0.8"}},
	}, backend.CallResourceResponseSenderFunc(func(part *backend.CallResourceResponse) error { answer = part; return nil }))
	require.NoError(t, err)
	return answer
}

func TestPersonsWhoFollowALinkAreRefusedInWords(t *testing.T) {
	const html = "text/html; charset=utf-8"
	for _, c := range []struct {
		title      string
		status     int
		kind, body string
		shown      int
		text       string
	}{
		{"by the collector", 403, "application/json", `{"error":{"code":"forbidden","message":"You may look, but not take out files."}}`, 403, "You may look, but not take out files."},
		{"for the token", 401, "application/json", `{"error":{"code":"unauthorized","message":"This token is unknown."}}`, 400, "wants a token (401): This token is unknown."},
		{"by a proxy's page", 502, html, "<h1>Bad gateway</h1>", 502, "failed (502), and does not sound like a Token Ledger collector"},
		{"by a proxy's text", 502, "text/plain", "no healthy upstream", 502, "failed (502), and does not sound like a Token Ledger collector"},
		{"by nothing but a status", 404, "", "", 502, "is not a Token Ledger collector (HTTP 404)"},
		{"by a sign-in page", 200, html, "<form>", 502, "It may be the sign-in page of a proxy"},
		{"for its length", 431, "", "", 431, "is too long (431). Choose fewer values in its filters."},
	} {
		t.Run(c.title, func(t *testing.T) {
			fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", c.kind)
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			})
			made := newDatasource(t, fake.URL)
			page := followLink(t, made)
			assert.Equal(t, c.shown, page.Status)
			assert.Equal(t, []string{"text/plain; charset=utf-8"}, page.Headers["Content-Type"])
			assert.Contains(t, string(page.Body), c.text)

			answer := callResource(t, made, http.MethodGet, "schema")
			assert.Equal(t, c.shown, answer.Status, "programs are told the same")
			var told struct {
				Error struct{ Message string }
			}
			require.NoError(t, json.Unmarshal(answer.Body, &told), "in the collector's shape")
			assert.Contains(t, told.Error.Message, c.text)
		})
	}
}

func TestPersonsWhoFollowALinkWhileTheCollectorIsAwayAreToldSo(t *testing.T) {
	page := followLink(t, newDatasource(t, closedAddress(t)))
	assert.Equal(t, 502, page.Status)
	assert.Equal(t, []string{"text/plain; charset=utf-8"}, page.Headers["Content-Type"])
	assert.Regexp(t, `^Token Ledger collector at \S+ does not answer \(connection refused\)`, string(page.Body))
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
	assert.JSONEq(t, `{"error":{"code":"connection_refused","message":"Token Ledger collector at `+address+` does not answer (connection refused). Is it running? Check the address in the data source settings. Collectors listen on port 4319 unless told otherwise."}}`, string(answer.Body))
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
