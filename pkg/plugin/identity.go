package plugin

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// The names that contract/headers.ts fixes, in the form that [http.Header] stores.
const (
	identityHeaderPrefix = "X-Tokenledger-"

	headerKind    = identityHeaderPrefix + "Kind"
	headerOrg     = identityHeaderPrefix + "Org"
	headerLogin   = identityHeaderPrefix + "Login"
	headerRole    = identityHeaderPrefix + "Role"
	headerIDToken = identityHeaderPrefix + "Id-Token"
)

// Logins under which Grafana itself asks. Neither of them comes with an id token.
const (
	loginScheduler        = "grafana_scheduler"
	loginPublicDashboards = "service"
)

type identityKind string

const (
	kindUser   identityKind = "user"
	kindAlert  identityKind = "alert"
	kindPublic identityKind = "public"
)

// identity is who asks, as far as Grafana tells. The collector verifies the id token; the rest is a claim.
type identity struct {
	kind    identityKind
	org     int64
	login   string
	role    string
	idToken string
}

// identify reads who asks from what Grafana says about the caller, and from the two headers that matter: its id
// token, and whether the alerting engine asks. FromAlert alone proves nothing, since a browser can send it.
//
// The id token is X-Grafana-Id. X-Id-Token is another one: an OAuth provider's, meant for other eyes.
func identify(caller backend.PluginContext, headers backend.ForwardHTTPHeaders, fromAlert bool) identity {
	who := identity{
		kind:    kindUser,
		org:     caller.OrgID,
		idToken: headers.GetHTTPHeader(backend.GrafanaUserSignInTokenHeaderName),
	}
	if caller.User == nil {
		who.kind = kindPublic
		return who
	}
	who.login, who.role = caller.User.Login, caller.User.Role
	switch {
	case who.idToken != "":
	case who.login == loginPublicDashboards:
		who.kind = kindPublic
	case who.login == loginScheduler && fromAlert:
		who.kind = kindAlert
	}
	return who
}

// isFromAlert tells whether a query claims to come from the alerting engine. Grafana sets the plain key; the
// prefixed form is how the SDK carries every other header.
func isFromAlert(request *backend.QueryDataRequest) bool {
	return request.Headers[backend.FromAlertHeaderName] == "true" || request.GetHTTPHeader(backend.FromAlertHeaderName) == "true"
}

func (who identity) writeTo(headers http.Header) {
	headers.Set(headerKind, string(who.kind))
	headers.Set(headerOrg, strconv.FormatInt(who.org, 10))
	for name, value := range map[string]string{headerLogin: who.login, headerRole: who.role, headerIDToken: who.idToken} {
		if value != "" {
			headers.Set(name, percentEncode(value))
		}
	}
}

// percentEncode writes every byte that is not visible ASCII, and the percent sign, as %XX: a login may be in any
// script, a header value may not, and a line break in it would begin a header of its own. The collector decodes
// percent-encoding.
func percentEncode(text string) string {
	var encoded strings.Builder
	for _, b := range []byte(text) {
		if b > ' ' && b <= '~' && b != '%' {
			encoded.WriteByte(b)
		} else {
			fmt.Fprintf(&encoded, "%%%02X", b)
		}
	}
	return encoded.String()
}

type identityKey struct{}

func withIdentity(ctx context.Context, who identity) context.Context {
	return context.WithValue(ctx, identityKey{}, who)
}

func identityFrom(ctx context.Context) (identity, bool) {
	who, known := ctx.Value(identityKey{}).(identity)
	return who, known
}
