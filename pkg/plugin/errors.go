package plugin

import (
	"errors"
	"fmt"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// category names what went wrong. It decides the status, and is the code in answers to resource calls.
type category string

const (
	// The data source's settings cannot work.
	categoryConfig category = "misconfigured"
	// Nothing listens at the address.
	categoryRefused category = "connection_refused"
	// The host's name cannot be resolved.
	categoryDNS category = "unknown_host"
	// No answer in time.
	categoryTimeout category = "timeout"
	// The two sides cannot agree on a secure connection.
	categoryTLS category = "tls"
	// Any other failure of the network.
	categoryNetwork category = "network"
	// The caller went away, and waits for no answer.
	categoryCanceled category = "canceled"
	// 401: no token, or one that the collector does not know.
	categoryUnauthorized category = "unauthorized"
	// 403: the token's role, or the rights of the person asking.
	categoryForbidden category = "forbidden"
	// The collector takes the token, and cannot verify the person.
	categoryIdentity category = "identity"
	// 404 from a collector: another version.
	categoryUnsupported category = "unsupported"
	// Any other refusal by a collector that understood the request.
	categoryRejected category = "rejected"
	// 429 and 5xx.
	categoryUnavailable category = "unavailable"
	// 3xx.
	categoryRedirected category = "redirected"
	// Something else answers at the address.
	categoryNotCollector category = "not_a_collector"
	// A collector's answer that cannot be decoded, or lacks a query.
	categoryUnreadable category = "unreadable"
	// More bytes than are read.
	categoryTooLarge category = "too_large"
	// A fault of this plugin.
	categoryInternal category = "internal"
)

// statusClientClosed is nginx's status for a caller who went away: no standard one exists.
const statusClientClosed backend.Status = 499

var statusOf = map[category]backend.Status{
	categoryConfig:       backend.StatusBadRequest,
	categoryRefused:      backend.StatusBadGateway,
	categoryDNS:          backend.StatusBadGateway,
	categoryTimeout:      backend.StatusTimeout,
	categoryTLS:          backend.StatusBadGateway,
	categoryNetwork:      backend.StatusBadGateway,
	categoryCanceled:     statusClientClosed,
	categoryUnauthorized: backend.StatusUnauthorized,
	categoryForbidden:    backend.StatusForbidden,
	categoryIdentity:     backend.StatusForbidden,
	categoryUnsupported:  backend.StatusNotFound,
	categoryRejected:     backend.StatusBadRequest,
	categoryUnavailable:  backend.StatusBadGateway,
	categoryRedirected:   backend.StatusBadGateway,
	categoryNotCollector: backend.StatusBadGateway,
	categoryUnreadable:   backend.StatusBadGateway,
	categoryTooLarge:     backend.StatusBadGateway,
	categoryInternal:     backend.StatusInternal,
}

// failure is an error with the text for whoever is on call: what failed at which address, and what to do about it.
type failure struct {
	category category
	status   backend.Status
	message  string
	// detail is for experts and may be shown: never an address, a query or a secret.
	detail string
	// cause is for [errors.As] alone. Its text may hold an address with its query.
	cause error
}

func newFailure(kind category, cause error, format string, values ...any) *failure {
	return &failure{category: kind, status: statusOf[kind], message: fmt.Sprintf(format, values...), cause: cause}
}

func misconfigured(message string, cause error) *failure {
	return newFailure(categoryConfig, cause, "%s", message)
}

func (f *failure) Error() string { return f.message }

func (f *failure) Unwrap() error { return f.cause }

// source tells Grafana whose fault it is: everything but a fault of this plugin is downstream.
func (f *failure) source() backend.ErrorSource {
	if f.category == categoryInternal {
		return backend.ErrorSourcePlugin
	}
	return backend.ErrorSourceDownstream
}

// response is the failure as the answer to one query.
func (f *failure) response() backend.DataResponse {
	return backend.DataResponse{Error: f, Status: f.status, ErrorSource: f.source()}
}

// failureOf makes a failure of anything: what nobody has sorted is a fault of this plugin.
func failureOf(err error) *failure {
	if known, ok := errors.AsType[*failure](err); ok {
		return known
	}
	return newFailure(categoryInternal, err, "The Token Ledger plugin failed on its own account. Please report this with Grafana's log.")
}
