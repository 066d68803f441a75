package plugin

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// maxTimeout is the longest wait for an answer that the data source takes, in seconds.
const maxTimeout = 3600

// readTimeout is how long an answer may take. The SDK takes a text, a part of a second or a null for no limit at all,
// and a collector that hangs would then hold every query and rule for good.
func readTimeout(instance backend.DataSourceInstanceSettings) (time.Duration, error) {
	var saved struct {
		Timeout json.RawMessage `json:"timeout"`
	}
	// Options that are no object are told by the HTTP client, which needs most of them.
	if len(instance.JSONData) == 0 || json.Unmarshal(instance.JSONData, &saved) != nil || isUnsaid(saved.Timeout) {
		return httpclient.DefaultTimeoutOptions.Timeout, nil
	}
	seconds, ok := wholeNumber(saved.Timeout, 1, maxTimeout)
	if !ok {
		return 0, misconfigured("The timeout of the Token Ledger data source (jsonData.timeout) has to be a whole number of seconds from 1 to "+strconv.Itoa(maxTimeout)+".", nil)
	}
	return time.Duration(seconds) * time.Second, nil
}
