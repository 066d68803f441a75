package plugin

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// chunkSize is how much of an answer is handed on at a time.
const chunkSize = 64 << 10

// passedOn are the headers of an answer that browsers get.
var passedOn = []string{"Content-Type", "Content-Disposition"}

// CallResource hands a few reading calls of the browser through to the collector, and their answers back as they
// arrive: an export may be larger than memory.
func (d *Datasource) CallResource(ctx context.Context, request *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	path, allowed := resourcePath(request.Path)
	if !allowed {
		return sendError(sender, http.StatusNotFound, "not_found", "The Token Ledger data source has no such resource. There are schema, dimensions/<id>/values and export.")
	}
	if request.Method != http.MethodGet {
		return sendError(sender, http.StatusMethodNotAllowed, "method_not_allowed", "Resources of the Token Ledger data source can only be read: use GET.")
	}
	asked, err := url.Parse(request.URL)
	if err != nil {
		return sendError(sender, http.StatusBadRequest, "bad_request", "The URL of this request cannot be read.")
	}
	response, err := d.collector.stream(ctx, identify(request.PluginContext, request, false), call{path: path, query: asked.RawQuery})
	if err != nil {
		return sendFailure(request, sender, failureOf(err))
	}
	defer func() { _ = response.Body.Close() }()
	switch {
	case response.StatusCode >= 300:
		return d.refuse(request, response, sender)
	case isPage(response):
		return sendFailure(request, sender, foreignAnswer(d.collector.shown(), response))
	}
	return d.pass(response, sender)
}

// refuse hands the collector's own refusals on, and says in its shape what others mean by theirs.
func (d *Datasource) refuse(request *backend.CallResourceRequest, response *http.Response, sender backend.CallResourceResponseSender) error {
	text, err := io.ReadAll(io.LimitReader(response.Body, refusalLimit))
	if err != nil {
		return sendFailure(request, sender, networkFailure(d.collector.shown(), err))
	}
	again := func() *http.Response {
		response.Body = io.NopCloser(bytes.NewReader(text))
		return response
	}
	message, _ := readRefusal(again())
	failed := d.collector.refusal(again())
	switch {
	case response.StatusCode == http.StatusUnauthorized:
		// It is the data source's token that is refused. Grafana's frontend would take a 401 for the end of its
		// own session; Grafana's data source proxy turns it into a 400 for the same reason.
		return sendFailure(request, sender, withStatus(http.StatusBadRequest, failed))
	case message == "" || response.StatusCode < 400 || isPage(response):
		return sendFailure(request, sender, failed)
	case opensPage(request):
		return sendText(sender, response.StatusCode, message)
	}
	return d.pass(again(), sender)
}

// pass sends status and headers with the first chunk: a body that fails before it can still be answered as an error.
func (d *Datasource) pass(response *http.Response, sender backend.CallResourceResponseSender) error {
	message := &backend.CallResourceResponse{Status: response.StatusCode, Headers: map[string][]string{}}
	for _, name := range passedOn {
		if values := response.Header.Values(name); len(values) > 0 {
			message.Headers[name] = values
		}
	}
	for first := true; ; first = false {
		// A new buffer each time: gRPC may still read the last one.
		chunk := make([]byte, chunkSize)
		read, err := response.Body.Read(chunk)
		ended := errors.Is(err, io.EOF)
		if err != nil && !ended {
			failed := networkFailure(d.collector.shown(), err)
			if first && read == 0 {
				return sendError(sender, int(failed.status), string(failed.category), failed.message)
			}
			return backend.DownstreamError(failed)
		}
		if read > 0 || first && ended {
			message.Body = chunk[:read]
			if err := sender.Send(message); err != nil {
				return err
			}
			message = &backend.CallResourceResponse{Status: response.StatusCode}
		}
		if ended {
			return nil
		}
	}
}

// opensPage tells a person who follows a link, for instance to an export, from a program.
func opensPage(request *backend.CallResourceRequest) bool {
	for name, values := range request.Headers {
		if strings.EqualFold(name, "Accept") && strings.Contains(strings.Join(values, ","), "text/html") {
			return true
		}
	}
	return false
}

// sendText answers a person: the browser shows it as it is.
func sendText(sender backend.CallResourceResponseSender, status int, message string) error {
	headers := map[string][]string{"Content-Type": {"text/plain; charset=utf-8"}}
	return sender.Send(&backend.CallResourceResponse{Status: status, Headers: headers, Body: []byte(message)})
}

func sendFailure(request *backend.CallResourceRequest, sender backend.CallResourceResponseSender, failed *failure) error {
	if opensPage(request) {
		return sendText(sender, int(failed.status), failed.message)
	}
	return sendError(sender, int(failed.status), string(failed.category), failed.message)
}

// sendError answers in the collector's shape, so that callers need to know one only.
func sendError(sender backend.CallResourceResponseSender, status int, code, message string) error {
	body, err := json.Marshal(map[string]any{"error": map[string]string{"code": code, "message": message}})
	if err != nil {
		return err
	}
	headers := map[string][]string{"Content-Type": {"application/json"}}
	if status == http.StatusMethodNotAllowed {
		headers["Allow"] = []string{http.MethodGet}
	}
	return sender.Send(&backend.CallResourceResponse{Status: status, Headers: headers, Body: body})
}
