package plugin

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestCollectorThatIsDown(t *testing.T) {
	address := closedAddress(t)
	expectFailure(t, newDatasource(t, withUser(address)), categoryRefused, 502,
		"Token Ledger collector at "+address+" does not answer (connection refused). Is it running? Check the address in the data source settings.")
}

// What a test cannot bring about on every machine is made by hand, wrapped the way the HTTP client wraps it.
func TestFailuresAreSortedByTypeHoweverDeep(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, c := range []struct {
		title    string
		err      error
		category category
		text     string
	}{
		{"an unknown host", dial(&net.DNSError{Err: "x", Name: "ledger.invalid", IsNotFound: true}), categoryDNS, `The host "ledger.invalid" of the Token Ledger collector at http://ledger.invalid:4319 cannot be found.`},
		{"a look-up that was cancelled", errors.Join(&net.DNSError{Name: "ledger.invalid"}, context.Canceled), categoryCanceled, "was cancelled"},
		{"an unreachable network", dial(os.NewSyscallError("connect", syscall.ENETUNREACH)), categoryNetwork, "cannot be reached (" + syscall.ENETUNREACH.Error() + ")"},
		{"a refused connection", dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), categoryRefused, "connection refused"},
		{"a dial that takes too long", dial(os.ErrDeadlineExceeded), categoryTimeout, "does not answer in time: not even a connection was made"},
		{"a deadline of the caller", context.DeadlineExceeded, categoryTimeout, "does not answer in time"},
		{"a certificate that has expired", &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}, categoryTLS, "is not valid (expired"},
		{"a certificate that cannot be verified", &tls.CertificateVerificationError{Err: errors.New("x")}, categoryTLS, "cannot be verified"},
		{"an answer that is no TLS", tls.RecordHeaderError{Msg: "x"}, categoryTLS, "does not speak TLS"},
		{"anything else", errors.New("secret"), categoryNetwork, "cannot be reached (the connection failed)"},
	} {
		t.Run(c.title, func(t *testing.T) {
			wrapped := &url.Error{Op: "Post", URL: "http://anna:hunter2@ledger.invalid:4319/?secret", Err: backend.DownstreamError(fmt.Errorf("wrapped: %w", c.err))}
			failed := networkFailure("http://ledger.invalid:4319", wrapped)
			assert.Equal(t, c.category, failed.category)
			expectTexts(t, failed.message, []string{c.text, "http://ledger.invalid:4319"})
		})
	}
}

func TestCollectorThatDoesNotAnswerInTime(t *testing.T) {
	release := make(chan struct{})
	fake := startCollector(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	made := newDatasource(t, fake.URL, withJSON(`{"timeout":1}`))
	assert.Equal(t, time.Second, made.collector.whole.Timeout)
	made.collector.whole.Timeout = 50 * time.Millisecond
	expectFailure(t, made, categoryTimeout, 504, "does not answer in time", "raise the timeout in the data source settings")
}

func TestConnectionThatBreaksOff(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_ = connection.Close()
		}
	})
	expectFailure(t, newDatasource(t, fake.URL), categoryNetwork, 502, "cannot be reached (the connection was closed without an answer)")
}

func TestAnswerThatBreaksOff(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"results":`)
	})
	expectFailure(t, newDatasource(t, fake.URL), categoryNetwork, 502, "cannot be reached (the connection was closed without an answer)")
}

func TestSecureConnectionsThatFail(t *testing.T) {
	server := startTLSCollector(t)
	picky := httptest.NewUnstartedServer(says(200, `{}`))
	picky.Config.ErrorLog = quiet()
	picky.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert, MaxVersion: tls.VersionTLS12}
	picky.StartTLS()
	t.Cleanup(picky.Close)
	plain := startCollector(t, says(200, `{}`))
	ca := withSecret("tlsCACert", certificatePEM(server.Certificate()))

	expectFailure(t, newDatasource(t, server.URL), categoryTLS, 502, "an authority that Grafana does not know", "Add the CA certificate")
	expectFailure(t, newDatasource(t, server.URL, ca, withJSON(`{"tlsAuthWithCACert":true,"serverName":"ledger.internal"}`)), categoryTLS, 502,
		"a certificate for another host", "set the server name")
	expectFailure(t, newDatasource(t, picky.URL, withJSON(`{"tlsSkipVerify":true}`)), categoryTLS, 502, "refuses the secure connection", "client certificate")
	expectFailure(t, newDatasource(t, strings.Replace(plain.URL, "http:", "https:", 1)), categoryTLS, 502, "does not speak TLS. Use http://")
}
