package plugin

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// refusalLimit is how much of an error answer is read: a collector's is a sentence, a proxy's may be a page.
const refusalLimit = 64 << 10

// refusal makes a failure of an answer that is not a 2xx. The collector's own words are passed on: they are written
// for the person asking, and say more than a status.
func refusal(address string, hasToken bool, response *http.Response) *failure {
	status := response.StatusCode
	words, field, ours := refusalWords(response)
	switch {
	case status >= 300 && status < 400:
		return redirected(address, response)
	case ours && strings.EqualFold(field, headerIDToken):
		return withStatus(status, newFailure(categoryIdentity, nil, "Token Ledger collector at %s cannot tell who asks (%d)%s In its tokenledger.yaml, identity.issuer has to be Grafana's root_url to the letter, and identity.keys_url an address where the collector reaches Grafana's /api/signing-keys/keys.", address, status, words))
	case status == http.StatusUnauthorized && !ours:
		return newFailure(categoryUnauthorized, nil, "What answers at %s wants other credentials (401), and does not sound like a Token Ledger collector. If there is a proxy before it, check basic auth in the data source settings, else the token.", address)
	case status == http.StatusUnauthorized && !hasToken:
		return newFailure(categoryUnauthorized, nil, "Token Ledger collector at %s wants a token (401)%s Make one with `tokenledger token create --role delegate` and set it in the data source settings.", address, words)
	case status == http.StatusUnauthorized:
		return newFailure(categoryUnauthorized, nil, "Token Ledger collector at %s does not accept the token (401)%s Set a valid one in the data source settings.", address, words)
	case status == http.StatusForbidden:
		return newFailure(categoryForbidden, nil, "Token Ledger collector at %s refuses this request (403)%s If it is not about the person asking: the token in the data source settings needs the role delegate.", address, words)
	case status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable:
		return withStatus(status, newFailure(categoryUnavailable, nil, "Token Ledger collector at %s takes no requests at the moment (%d)%s Try again shortly.", address, status, words))
	case (status == http.StatusRequestURITooLong || status == http.StatusRequestHeaderFieldsTooLarge) && !ours:
		return withStatus(status, newFailure(categoryRejected, nil, "The request to the Token Ledger collector at %s is too long (%d). Choose fewer values in its filters.", address, status))
	case status >= 500 && !ours:
		return withStatus(status, newFailure(categoryUnavailable, nil, "What answers at %s failed (%d), and does not sound like a Token Ledger collector. If there is a proxy before it, check that it reaches the collector.", address, status))
	case status >= 500:
		return withStatus(status, newFailure(categoryUnavailable, nil, "Token Ledger collector at %s failed (%d)%s Its log says more.", address, status, words))
	case !ours:
		return foreignAnswer(address, response)
	case status == http.StatusNotFound:
		return newFailure(categoryUnsupported, nil, "Token Ledger collector at %s does not know this call (404)%s Plugin and collector should have the same version.", address, words)
	}
	return withStatus(status, newFailure(categoryRejected, nil, "Token Ledger collector at %s rejects the request (%d)%s", address, status, words))
}

func redirected(address string, response *http.Response) *failure {
	target := "another address"
	if location, err := response.Location(); err == nil {
		target = shown(location)
	}
	return newFailure(categoryRedirected, nil, "What answers at %s redirects to %s (%d), and redirects are not followed, since they would carry the token along. Set the final address in the data source settings.", address, target, response.StatusCode)
}

// notCollector says that something else answers, and what gave it away.
func notCollector(address, evidence string, cause error) *failure {
	return newFailure(categoryNotCollector, cause, "What answers at %s is not a Token Ledger collector (%s). Check host, port and path of the address in the data source settings.%s", address, evidence, usualPort(address))
}

// foreignAnswer adds what an answer in another shape is likely to come from.
func foreignAnswer(address string, response *http.Response) *failure {
	failed := notCollector(address, statusAndType(response), nil)
	switch {
	case isPage(response) && response.StatusCode < 300:
		failed.message += " It may be the sign-in page of a proxy: let Grafana's server past it, or set what it asks for under Authentication."
	case response.StatusCode == http.StatusBadRequest && strings.HasPrefix(address, "http://"):
		failed.message += " If it speaks TLS, use https:// in the address."
	}
	return failed
}

// statusAndType is the evidence of an answer that is not in the collector's shape.
func statusAndType(response *http.Response) string {
	evidence := fmt.Sprintf("HTTP %d", response.StatusCode)
	if kind, _, err := mime.ParseMediaType(response.Header.Get("Content-Type")); err == nil {
		evidence += ", " + kind
	}
	return evidence
}

// refusalWords are the collector's own, ready to follow a status: ": message." or ".". Without them it was not the
// collector that answered.
func refusalWords(response *http.Response) (words, field string, ours bool) {
	message, field := readRefusal(response)
	if message == "" {
		return ".", "", false
	}
	return ": " + strings.TrimRight(strings.TrimSpace(message), ".") + ".", field, true
}

// readRefusal reads {"error":{"message","field"}}.
func readRefusal(response *http.Response) (message, field string) {
	var body struct {
		Error struct {
			Message string `json:"message"`
			Field   string `json:"field"`
		} `json:"error"`
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, refusalLimit))
	if err != nil || json.Unmarshal(text, &body) != nil {
		return "", ""
	}
	return body.Error.Message, body.Error.Field
}

func withStatus(status int, changed *failure) *failure {
	changed.status = backend.Status(status)
	return changed
}
