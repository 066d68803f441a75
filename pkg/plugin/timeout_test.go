package plugin

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryDataSourceHasATimeout(t *testing.T) {
	for _, c := range []struct {
		title, options string
		seconds        time.Duration
	}{
		{"saved by the editor", `{"timeout":45}`, 45},
		{"a text, as variables in provisioning files become", `{"timeout":"2"}`, 2},
		{"none", `{}`, 30},
		{"an emptied one", `{"timeout":null}`, 30},
		{"an emptied text", `{"timeout":""}`, 30},
	} {
		t.Run(c.title, func(t *testing.T) {
			made := newDatasource(t, "http://127.0.0.1:4319", withJSON(c.options))
			require.NoError(t, made.collector.broken)
			assert.Equal(t, c.seconds*time.Second, made.collector.whole.Timeout)
			assert.Equal(t, c.seconds*time.Second, made.collector.transport.ResponseHeaderTimeout, "also for the first byte of an export")
		})
	}
	for _, wrong := range []string{"0", "0.5", "-1", "3601", `"soon"`, "true", "[1]"} {
		t.Run(wrong, func(t *testing.T) {
			made := newDatasource(t, "http://127.0.0.1:4319", withJSON(`{"timeout":`+wrong+`}`))
			expectFailure(t, made, categoryConfig, 400, "(jsonData.timeout) has to be a whole number of seconds from 1 to 3600")
		})
	}
}
