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
