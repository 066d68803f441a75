package plugin

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAllowedResourcesAreCarriedToTheCollector(t *testing.T) {
	for target, expected := range map[string]string{
		"schema":                            "/api/v1/schema",
		"/schema":                           "/api/v1/schema",
		"export":                            "/api/v1/export",
		"dimensions/model/values":           "/api/v1/dimensions/model/values",
		"dimensions/tag.cost-centre/values": "/api/v1/dimensions/tag.cost-centre/values",
		"dimensions/tag.a b/values":         "/api/v1/dimensions/tag.a%20b/values",
		"dimensions/tag.größe/values":       "/api/v1/dimensions/tag.gr%C3%B6%C3%9Fe/values",
		"dimensions/tag.../values":          "/api/v1/dimensions/tag.../values",
		"dimensions/tag.cost/centre/values": "/api/v1/dimensions/tag.cost%2Fcentre/values",
		"dimensions/tag.a/values/values":    "/api/v1/dimensions/tag.a%2Fvalues/values",
	} {
		t.Run(target, func(t *testing.T) {
			fake := startCollector(t, says(200, `{"values":[]}`))
			made := newDatasource(t, fake.URL, withToken("tl_abc"))
			answer := callResource(t, made, http.MethodGet, target+"?from=1&to=2&search=a%20b&team=x&team=y")
			assert.Equal(t, 200, answer.Status)
			assert.JSONEq(t, `{"values":[]}`, string(answer.Body))
			request := fake.only(t)
			assert.Equal(t, http.MethodGet, request.method)
			assert.Equal(t, expected, request.path)
			assert.Equal(t, "from=1&to=2&search=a%20b&team=x&team=y", request.query)
			assert.Equal(t, "Bearer tl_abc", request.header.Get("Authorization"))
			assert.Equal(t, "user", request.header.Get("X-TokenLedger-Kind"))
			assert.Equal(t, signed, request.header.Get("X-TokenLedger-Id-Token"))
			assert.Empty(t, request.header.Get("Cookie"))
		})
	}
}

func TestEverythingElseIsNotFound(t *testing.T) {
	fake := startCollector(t, says(200, `{}`))
	made := newDatasource(t, fake.URL)
	for _, target := range []string{
		"", "/", "records", "query", "admin/erase", "healthz", "Schema", "schema/", "schema/x", "schema/../records", "../schema", "../api/v1/records", "//schema",
		"export/../records", "dimensions", "dimensions/values", "dimensions//values", "dimensions/./values", "dimensions/../values", "dimensions/model",
		"dimensions/model/values/x", "dimensions/a/b/values", "dimensions/a%2Fb/values", "dimensions/%2e%2e/values", "dimensions/..%2f..%2frecords/values",
		"dimensions/tag.a/../../records/values", "dimensions/tag.a/./values", "dimensions/tag.a//values", "dimensions/tag./../values", "dimensions/tag.a%2Fb/values",
		"dimensions/tag.a\\b/values", "dimensions/tag/a/values", "dimensions/a\\b/values", "dimensions/a\nb/values", "dimensions/model/values/../../../records", "dimensions/model/values\n",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			answer := callResource(t, made, method, target)
			assert.Equal(t, 404, answer.Status, "%s %q", method, target)
			assert.Contains(t, string(answer.Body), `{"error":{"code":"not_found","message":"`)
			assert.Equal(t, []string{"application/json"}, answer.Headers["Content-Type"])
		}
	}
	assert.Empty(t, fake.seen())
}

func TestResourcesAreReadOnly(t *testing.T) {
	fake := startCollector(t, says(200, `{}`))
	made := newDatasource(t, fake.URL)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodHead, http.MethodOptions, "get", ""} {
		answer := callResource(t, made, method, "schema")
		assert.Equal(t, 405, answer.Status, method)
		assert.Equal(t, []string{"GET"}, answer.Headers["Allow"])
		assert.Contains(t, string(answer.Body), `"code":"method_not_allowed"`)
	}
	assert.Empty(t, fake.seen())
}
