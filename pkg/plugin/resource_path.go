package plugin

import (
	"net/url"
	"regexp"
	"strings"
)

// dimensionValues is dimensions/<id>/values. Grafana has decoded the path already, so a slash in an id was an encoded
// one, and a percent sign was encoded twice: neither is an id, both are ways around a list of allowed paths.
var dimensionValues = regexp.MustCompile(`^dimensions/([^/\\%\x00-\x1f\x7f]+)/values$`)

// resourcePath turns the path of a resource call into the collector's, escaped, if it is one of the few that
// browsers need. Everything else, ingest and administration above all, stays out of their reach.
func resourcePath(asked string) (path string, allowed bool) {
	asked = strings.TrimPrefix(asked, "/")
	if asked == "schema" || asked == "export" {
		return asked, true
	}
	found := dimensionValues.FindStringSubmatch(asked)
	if found == nil || found[1] == "." || found[1] == ".." {
		return "", false
	}
	return "dimensions/" + url.PathEscape(found[1]) + "/values", true
}
