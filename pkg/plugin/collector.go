package plugin

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// answerLimit is the most that is read of an answer that has to fit into memory. Exports are streamed instead.
const answerLimit = 64 << 20

// collector is the other end: one Token Ledger collector at one address, spoken to with one token.
type collector struct {
	settings settings
	// whole is for answers that are read at once, streaming for those handed through: the timeout of the data
	// source would cut a long export in the middle. Waiting for its first byte is limited by the transport.
	whole, streaming *http.Client
	transport        *http.Transport
	answerLimit      int64
	// broken says why the settings cannot work; every call then answers with it.
	broken error
}

func newCollector(ctx context.Context, instance backend.DataSourceInstanceSettings) *collector {
	read, err := readSettings(instance)
	if err != nil {
		return &collector{broken: err}
	}
	client, transport, err := newHTTPClient(ctx, instance, read.token)
	if err != nil {
		return &collector{broken: err}
	}
	streaming := *client
	streaming.Timeout = 0
	return &collector{settings: read, whole: client, streaming: &streaming, transport: transport, answerLimit: answerLimit}
}

func (c *collector) close() {
	if c.transport != nil {
		c.transport.CloseIdleConnections()
	}
}

// call is one request to the collector: POST with a body, GET without.
type call struct {
	// path below /api/v1/, its segments escaped.
	path  string
	query string
	body  []byte
}

// answer sends a call and reads its whole answer. Everything but a 2xx is an error.
func (c *collector) answer(ctx context.Context, who identity, asked call) ([]byte, error) {
	response, err := c.send(ctx, who, asked, c.whole)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return nil, c.refusal(response)
	}
	if isPage(response) {
		return nil, foreignAnswer(c.shown(), response)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, c.answerLimit+1))
	if err != nil {
		return nil, networkFailure(c.shown(), err)
	}
	if int64(len(body)) > c.answerLimit {
		return nil, newFailure(categoryTooLarge, nil, "The answer of the Token Ledger collector at %s is larger than %d MiB. Ask for a shorter range, fewer groups or a coarser granularity.", c.shown(), c.answerLimit>>20)
	}
	return body, nil
}

// stream sends a call and leaves the body of the answer, of whatever status, to the caller.
func (c *collector) stream(ctx context.Context, who identity, asked call) (*http.Response, error) {
	return c.send(ctx, who, asked, c.streaming)
}

func (c *collector) send(ctx context.Context, who identity, asked call, client *http.Client) (*http.Response, error) {
	if c.broken != nil {
		return nil, c.broken
	}
	request, err := c.request(withIdentity(ctx, who), asked)
	if err != nil {
		return nil, err
	}
	started := time.Now()
	response, err := client.Do(request)
	// No address, query or header: settings and questions have no place in Grafana's log.
	log := backend.Logger.FromContext(ctx).With("call", strings.SplitN(asked.path, "/", 2)[0], "duration", time.Since(started))
	if err != nil {
		failed := networkFailure(c.shown(), err)
		log.Debug("The collector did not answer", "reason", failed.category)
		return nil, failed
	}
	log.Debug("The collector answered", "status", response.StatusCode)
	return response, nil
}

func (c *collector) request(ctx context.Context, asked call) (*http.Request, error) {
	target := c.settings.address.JoinPath("api/v1", asked.path)
	target.RawQuery = asked.query
	if asked.body == nil {
		return http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), bytes.NewReader(asked.body))
	if err == nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request, err
}

func (c *collector) refusal(response *http.Response) *failure {
	return refusal(c.shown(), c.settings.token != "", response)
}

func (c *collector) shown() string {
	return shown(c.settings.address)
}

// isPage tells a page for people, such as a proxy's login, from an answer for programs.
func isPage(response *http.Response) bool {
	return strings.HasPrefix(strings.ToLower(response.Header.Get("Content-Type")), "text/html")
}
