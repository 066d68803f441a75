package plugin

import (
	"net/url"
	"regexp"
	"strings"
)

// dimensionValues is dimensions/<id>/values. Grafana has decoded the path already, so a slash in an id was an encoded
// one, which only a tag's key has (tag.cost/centre), and a percent sign was encoded twice: that is no id but a way
// around a list of allowed paths.
var dimensionValues = regexp.MustCompile(`^dimensions/(tag\.[^\\%\x00-\x1f\x7f]+|[^/\\%\x00-\x1f\x7f]+)/values$`)

// resourcePath turns the path of a resource call into the collector's, escaped, if it is one of the few that
// browsers need. Everything else, ingest and administration above all, stays out of their reach.
func resourcePath(asked string) (path string, allowed bool) {
	asked = strings.TrimPrefix(asked, "/")
	if asked == "schema" || asked == "export" {
		return asked, true
	}
	found := dimensionValues.FindStringSubmatch(asked)
	if found == nil || climbs(found[1]) {
		return "", false
	}
	return "dimensions/" + url.PathEscape(found[1]) + "/values", true
}

// climbs tells ids that a proxy which decodes paths would take for another path.
func climbs(id string) bool {
	for _, segment := range strings.Split(id, "/") {
		if segment == "" || segment == "." || segment == ".." {
			return true
		}
	}
	return false
}
