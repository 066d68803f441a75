package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

type details struct{ Title, Message, Severity, Category, VerboseMessage string }

func detailsOf(t *testing.T, result *backend.CheckHealthResult) details {
	t.Helper()
	var told details
	require.NoError(t, json.Unmarshal(result.JSONDetails, &told))
	return told
}

// schemaWith is a collector's schema with the facts given; its clock is ahead of ours by as much.
func schemaWith(ahead time.Duration, facts string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		says(200, fmt.Sprintf(`{"version":"0.1.0","api":1,"access":{"you":"You see all requests.","policy":["Members see their own."]},"facts":{"store":"sqlite","now":%d,%s}}`,
			time.Now().Add(ahead).UnixMilli(), facts))(w, r)
	}
}

func minutesAgo(minutes int) int64 {
	return time.Now().Add(-time.Duration(minutes) * time.Minute).UnixMilli()
}

func TestHealthTellsLedgerClockAndWhatThePersonSees(t *testing.T) {
	fake := startCollector(t, schemaWith(0, fmt.Sprintf(`"records":12345,"newest":%d,"token":"delegate","identity":"verified"`, minutesAgo(3))))
	result := checkHealth(t, newDatasource(t, fake.URL))
	assert.Equal(t, "facts=true", fake.only(t).query)
	assert.Equal(t, backend.HealthStatusOk, result.Status)
	body := "Its ledger (SQLite) holds 12,345 records that you see, the newest 3 minutes old. Its clock agrees with Grafana's. You see all requests."
	assert.Equal(t, details{Title: "Token Ledger collector 0.1.0 at " + fake.URL + " is ready.", Message: body, Severity: "success"}, detailsOf(t, result))
	assert.Equal(t, "Token Ledger collector 0.1.0 at "+fake.URL+" is ready. "+body, result.Message, "Grafana's API tells it at once")
}

func TestHealthSaysWhatIsOffAndWhatToDo(t *testing.T) {
	records := fmt.Sprintf(`"records":1,"newest":%d`, minutesAgo(0))
	for _, c := range []struct {
		title  string
		answer http.HandlerFunc
		texts  []string
	}{
		{"no records", schemaWith(0, `"records":0,"newest":null,"token":"delegate","identity":"verified"`),
			[]string{"Its ledger (SQLite) is empty. Book a first record by POST /api/v1/records"}},
		{"no records that a member sees", says(200, `{"version":"0.1.0","api":1,"access":{"you":"You see your own requests."},"facts":{"store":"sqlite","records":0,"token":"delegate","identity":"verified"}}`),
			[]string{"holds no record that you see. Records are yours if their field user names you as Grafana does."}},
		{"a clock that is ahead", schemaWith(90*time.Minute, records+`,"token":"delegate","identity":"verified"`), []string{"Its clock is 90 minutes ahead of Grafana's. Set both by a time server"}},
		{"a clock that is behind", schemaWith(-7*time.Second, records+`,"token":"delegate","identity":"verified"`), []string{"Its clock is 7 seconds behind Grafana's."}},
		{"an open collector", schemaWith(0, records+`,"token":"open","identity":"claimed"`), []string{"It is open: whoever reaches it", "tokenledger token create --role delegate"}},
		{"persons that are not verified", schemaWith(0, records+`,"token":"delegate","identity":"claimed"`),
			[]string{"It cannot verify who asks", "set identity.issuer to https://grafana.example/sub/ and identity.keys_url to https://grafana.example/sub/api/signing-keys/keys."}},
		{"an older collector", says(200, `{"version":"0.0.9","api":1}`), []string{"The collector is older than this plugin (0.1.0)", "Update the collector."}},
		{"a newer collector", says(200, `{"version":"0.10.0","api":1}`), []string{"The collector is newer than this plugin (0.1.0)", "Update the plugin."}},
	} {
		t.Run(c.title, func(t *testing.T) {
			fake := startCollector(t, c.answer)
			ctx := backend.WithGrafanaConfig(context.Background(), backend.NewGrafanaCfg(map[string]string{backend.AppURL: "https://grafana.example/sub/"}))
			caller := viewer("ada")
			caller.PluginVersion = "0.1.0"
			result, err := newDatasource(t, fake.URL).CheckHealth(ctx, &backend.CheckHealthRequest{PluginContext: caller})
			require.NoError(t, err)
			assert.Equal(t, backend.HealthStatusOk, result.Status)
			assert.Equal(t, "warning", detailsOf(t, result).Severity)
			for _, text := range c.texts {
				assert.Contains(t, detailsOf(t, result).Message, text)
			}
		})
	}
}

func TestHealthOfAnEmptyLedgerHasACommandThatBooks(t *testing.T) {
	for token, authorization := range map[string]string{"delegate": "-H 'Authorization: Bearer <token of the role ingest>' ", "open": ""} {
		fake := startCollector(t, schemaWith(0, `"records":0,"newest":null,"identity":"verified","token":"`+token+`"`))
		result := checkHealth(t, newDatasource(t, fake.URL))
		assert.Equal(t, "curl "+fake.URL+"/api/v1/records "+authorization+`-H 'Content-Type: application/json' -d '{"model":"gpt-4o","input_tokens":1000,"output_tokens":50}'`, detailsOf(t, result).VerboseMessage)
	}
}

func TestOpenDemoLedgerIsNothingToWarnOf(t *testing.T) {
	fake := startCollector(t, says(200, fmt.Sprintf(`{"version":"0.1.0","api":1,"ledger":"demo","facts":{"store":"sqlite","now":%d,"records":1,"newest":1,"token":"open","identity":"claimed"}}`, time.Now().UnixMilli())))
	told := detailsOf(t, checkHealth(t, newDatasource(t, fake.URL)))
	assert.Equal(t, "success", told.Severity)
	assert.Contains(t, told.Message, "It serves a demo ledger: all usage is generated.")
}

func TestClocksMayDifferByFiveSeconds(t *testing.T) {
	fake := startCollector(t, schemaWith(4*time.Second, `"records":1,"newest":1,"token":"delegate","identity":"verified"`))
	assert.Equal(t, "success", detailsOf(t, checkHealth(t, newDatasource(t, fake.URL))).Severity)
}

func TestHealthRefusesTokensThatShowEverythingToEverybody(t *testing.T) {
	for _, role := range []string{"read", "admin"} {
		fake := startCollector(t, schemaWith(0, `"records":1,"newest":1,"identity":"nobody","token":"`+role+`"`))
		result := checkHealth(t, newDatasource(t, fake.URL, withToken("tl_x")))
		assert.Equal(t, backend.HealthStatusError, result.Status)
		assert.Contains(t, result.Message, "its role is "+role+": everybody who can use this data source would see everything. Make one with `tokenledger token create --role delegate")
		assert.Equal(t, string(categoryForbidden), detailsOf(t, result).Category)
	}
}

func TestHealthDoesWithoutFactsThatTakeTooLong(t *testing.T) {
	fake := startCollector(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			says(504, `{"error":{"code":"query_timeout","message":"The answer takes longer than 60 s"}}`)(w, r)
			return
		}
		says(200, `{"version":"0.1.0","api":1,"access":{"you":"You see all requests."}}`)(w, r)
	})
	result := checkHealth(t, newDatasource(t, fake.URL))
	assert.Equal(t, "Token Ledger collector 0.1.0 at "+fake.URL+" is ready. You see all requests.", result.Message)
	assert.Len(t, fake.seen(), 2)
}

func TestAgesAndNumbersAreWrittenForPeople(t *testing.T) {
	for length, expected := range map[time.Duration]string{
		0: "less than a minute old", time.Minute: "1 minute old", 3 * time.Minute: "3 minutes old", 5 * time.Hour: "5 hours old",
		50 * time.Hour: "2 days old", -3 * time.Hour: "3 hours ahead of the clock", -time.Second: "1 second ahead of the clock",
	} {
		assert.Equal(t, expected, age(length))
	}
	for number, expected := range map[int64]string{1: "1 record", 999: "999 records", 1000: "1,000 records", 1234567: "1,234,567 records"} {
		assert.Equal(t, expected, counted(number, "record"))
	}
}

func TestVersionsAreComparedByNumber(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		expected int
	}{
		{"0.1.0", "0.1.0", 0}, {"0.9.0", "0.10.0", -1}, {"1.0.0", "0.99.99", 1}, {"0.1.0-rc.1", "0.1.0", 0}, {"v0.1.1+build", "0.1.0", 1}, {"0.2", "0.2.0", 0}, {"next", "0.0.0", 0},
	} {
		assert.Equal(t, c.expected, compareVersions(c.a, c.b), c.a+" "+c.b)
	}
}
