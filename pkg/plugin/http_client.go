package plugin

import (
	"context"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// newHTTPClient makes the client that the data source's HTTP options describe: TLS, basic auth, custom headers,
// timeouts, the environment's proxy and Grafana's secure socks proxy.
//
// It also returns the transport below the SDK's middlewares: they hide it from [http.Client.CloseIdleConnections].
func newHTTPClient(ctx context.Context, instance backend.DataSourceInstanceSettings, token string) (*http.Client, *http.Transport, error) {
	options, err := instance.HTTPClientOptions(ctx)
	if err != nil {
		return nil, nil, misconfigured("The HTTP options of the Token Ledger data source cannot be used. Save its settings again.", err)
	}
	if options.Timeouts.Timeout, err = readTimeout(instance); err != nil {
		return nil, nil, err
	}
	if err := checkHeaders(options.Header); err != nil {
		return nil, nil, err
	}
	var transport *http.Transport
	options.ConfigureTransport = func(_ httpclient.Options, made *http.Transport) { transport = made }
	options.Middlewares = append(httpclient.DefaultMiddlewares(), sealHeaders(token))
	client, err := httpclient.New(options)
	if err != nil {
		return nil, nil, misconfigured("The TLS or proxy settings of the Token Ledger data source cannot be used: check certificate, key and CA.", err)
	}
	// A redirect would carry token and identity to whatever host it names.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client, transport, nil
}
