package plugin

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// collectorPort is where a collector listens unless told otherwise.
const collectorPort = "4319"

// networkFailure sorts what an HTTP client returns instead of an answer, by error types alone: texts differ between
// systems and Go versions.
func networkFailure(address string, err error) *failure {
	if tlsFailure := tlsFailure(address, err); tlsFailure != nil {
		return tlsFailure
	}
	if unknown, ok := errors.AsType[*net.DNSError](err); ok && !errors.Is(err, context.Canceled) {
		return newFailure(categoryDNS, err, "The host %q of the Token Ledger collector at %s cannot be found. Check the address in the data source settings, and the name resolution where Grafana runs.", unknown.Name, address)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return newFailure(categoryCanceled, err, "The request was cancelled before the Token Ledger collector at %s had answered.", address)
	case isTimeout(err) && isDial(err):
		return newFailure(categoryTimeout, err, "Token Ledger collector at %s does not answer in time: not even a connection was made. Check host and port in the data source settings, and firewalls between Grafana and the collector.", address)
	case isTimeout(err):
		return newFailure(categoryTimeout, err, "Token Ledger collector at %s does not answer in time. Ask for a shorter range, or raise the timeout in the data source settings.", address)
	case errors.Is(err, syscall.ECONNREFUSED):
		return newFailure(categoryRefused, err, "Token Ledger collector at %s does not answer (connection refused). Is it running? Check the address in the data source settings.%s", address, usualPort(address))
	case errors.Is(err, httpclient.ErrResponseBodyTooLarge):
		return newFailure(categoryTooLarge, err, "The answer of the Token Ledger collector at %s is larger than Grafana's response_limit allows. Ask for a shorter range or fewer groups.", address)
	}
	return newFailure(categoryNetwork, err, "Token Ledger collector at %s cannot be reached (%s). Check the address in the data source settings, http or https, and the network between Grafana and the collector.", address, networkReason(err))
}

func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		return true
	}
	timed, ok := errors.AsType[net.Error](err)
	return ok && timed.Timeout()
}

// isDial tells failures from before there was a connection.
func isDial(err error) bool {
	operation, ok := errors.AsType[*net.OpError](err)
	return ok && operation.Op == "dial"
}

// usualPort reminds of the collector's port where the address has another one, which may be right all the same.
func usualPort(address string) string {
	if parsed, err := url.Parse(address); err != nil || parsed.Port() == collectorPort {
		return ""
	}
	return " Collectors listen on port " + collectorPort + " unless told otherwise."
}

func networkReason(err error) string {
	if number, ok := errors.AsType[syscall.Errno](err); ok {
		return number.Error()
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the connection was closed without an answer"
	}
	return "the connection failed"
}

func tlsFailure(address string, err error) *failure {
	if stranger, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return describe(stranger, newFailure(categoryTLS, err, "Token Ledger collector at %s has a certificate of an authority that Grafana does not know. Add the CA certificate in the TLS settings of the data source.", address))
	}
	if other, ok := errors.AsType[x509.HostnameError](err); ok {
		return describe(other, newFailure(categoryTLS, err, "Token Ledger collector at %s has a certificate for another host. Use the certificate's name in the address, or set the server name in the TLS settings of the data source.", address))
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return describe(invalid, newFailure(categoryTLS, err, "Token Ledger collector at %s has a certificate that is not valid (expired, or not meant for servers). Renew it.", address))
	}
	if _, garbled := errors.AsType[tls.RecordHeaderError](err); garbled || errors.Is(err, http.ErrSchemeMismatch) {
		return newFailure(categoryTLS, err, "What answers at %s does not speak TLS. Use http:// in the address of the data source, or put TLS in front of the collector.", address)
	}
	// crypto/tls keeps the type of a received alert to itself, and names the operation.
	if received, ok := errors.AsType[*net.OpError](err); ok && received.Op == "remote error" {
		return describe(received.Err, newFailure(categoryTLS, err, "Token Ledger collector at %s refuses the secure connection. Check the client certificate in the TLS settings of the data source.", address))
	}
	if other, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return describe(other, newFailure(categoryTLS, err, "The certificate of the Token Ledger collector at %s cannot be verified. Check the TLS settings of the data source.", address))
	}
	return nil
}

// describe adds the library's own words, which name nothing but certificates.
func describe(reason error, described *failure) *failure {
	described.detail = reason.Error()
	return described
}
