package plugin

import (
	"net/url"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// settings is what this plugin reads of a data source by itself. TLS, basic auth, headers, timeouts and proxies are
// the SDK's HTTP options (see newHTTPClient).
type settings struct {
	// address of the collector: scheme, host and, behind a reverse proxy, a path.
	address *url.URL
	// token is sent as a bearer token; empty for an open collector. There is one Authorization header: with a token
	// set, basic auth and a custom header of that name are not sent.
	token string
	// defaults go into queries that leave them open.
	defaults queryDefaults
}

func readSettings(instance backend.DataSourceInstanceSettings) (settings, error) {
	address, err := parseAddress(instance.URL)
	if err != nil {
		return settings{}, err
	}
	token := strings.TrimSpace(instance.DecryptedSecureJSONData["token"])
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return settings{}, misconfigured("The token of the Token Ledger data source holds characters that no token has, such as a space or a line break. Set it again.", nil)
	}
	defaults, err := readDefaults(instance)
	if err != nil {
		return settings{}, err
	}
	return settings{address: address, token: token, defaults: defaults}, nil
}

func parseAddress(text string) (*url.URL, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, misconfigured("The Token Ledger data source has no address. Set its URL to the collector's, for instance http://127.0.0.1:4319.", nil)
	}
	address, err := url.Parse(text)
	if err != nil {
		// The error repeats the text, which may hold a password: it goes no further.
		return nil, misconfigured("The URL of the Token Ledger data source cannot be read. It has to look like http://127.0.0.1:4319.", nil)
	}
	if (address.Scheme != "http" && address.Scheme != "https") || address.Hostname() == "" {
		return nil, misconfigured("The URL of the Token Ledger data source has to begin with http:// or https:// and name a host, for instance http://127.0.0.1:4319.", nil)
	}
	if address.RawQuery != "" || address.Fragment != "" {
		return nil, misconfigured("The URL of the Token Ledger data source must not have a query or a fragment: "+shown(address)+" is enough.", nil)
	}
	return address, nil
}

// shown is an address as it may appear in texts: without user, password, query and fragment.
func shown(address *url.URL) string {
	plain := url.URL{Scheme: address.Scheme, Host: address.Host, Path: address.Path, RawPath: address.RawPath}
	return strings.TrimSuffix(plain.String(), "/")
}
