package plugin

import (
	"net/http"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// sealHeaders has the last word on the headers that a collector believes.
//
// It is the innermost middleware, behind the SDK's own: custom headers of the data source overwrite what a request
// brings along, and the SDK hands on FromAlert, which any browser can forge, even where forwarding is off.
func sealHeaders(token string) httpclient.Middleware {
	return httpclient.NamedMiddlewareFunc("tokenledger-seal-headers", func(_ httpclient.Options, next http.RoundTripper) http.RoundTripper {
		return httpclient.RoundTripperFunc(func(request *http.Request) (*http.Response, error) {
			who, known := identityFrom(request.Context())
			request = request.Clone(request.Context())
			request.Header.Del(backend.FromAlertHeaderName)
			for name := range request.Header {
				if strings.HasPrefix(http.CanonicalHeaderKey(name), identityHeaderPrefix) {
					delete(request.Header, name)
				}
			}
			if known {
				who.writeTo(request.Header)
			}
			if token != "" {
				request.Header.Set("Authorization", "Bearer "+token)
			}
			return next.RoundTrip(request)
		})
	})
}

// checkHeaders finds custom headers that no HTTP client sends: each request would fail, with a text that names none.
func checkHeaders(custom http.Header) error {
	for name, values := range custom {
		if name == "" || strings.ContainsFunc(name, isNoToken) {
			return misconfigured("An HTTP header of the Token Ledger data source has a name that no header may have: it takes letters, digits and hyphens. Correct it in the data source settings.", nil)
		}
		for _, value := range values {
			if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				return misconfigured("The HTTP header "+name+" of the Token Ledger data source has a value with a line break or another control character. Set it again in the data source settings.", nil)
			}
		}
	}
	return nil
}

// isNoToken tells characters that names of headers must not have (RFC 9110, 5.6.2).
func isNoToken(r rune) bool {
	return r <= ' ' || r > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
}
