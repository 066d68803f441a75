package plugin

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// answered asks for every refId with a collector that gives the golden answer.
func answered(t *testing.T, file string, refIDs ...string) backend.Responses {
	t.Helper()
	fake := startCollector(t, says(200, golden(t, file)))
	var queries []backend.DataQuery
	for _, refID := range refIDs {
		queries = append(queries, panelQuery(refID, "{}"))
	}
	return ask(t, newDatasource(t, fake.URL), queries...)
}

func TestSeriesKeepTypeLabelsUnitsNamesTimesAndNulls(t *testing.T) {
	response := answered(t, "timeseries-multi.json", "A")["A"]
	require.NoError(t, response.Error)
	assert.Equal(t, backend.StatusOK, response.Status)
	require.Len(t, response.Frames, 2)

	frame := response.Frames[0]
	assert.Equal(t, "A", frame.RefID)
	assert.Equal(t, data.FrameTypeTimeSeriesMulti, frame.Meta.Type)
	assert.Equal(t, data.FrameTypeVersion{0, 1}, frame.Meta.TypeVersion)
	assert.Equal(t, data.VisTypeGraph, frame.Meta.PreferredVisualization)
	assert.Equal(t, "cost by team, day, Europe/Berlin", frame.Meta.ExecutedQueryString)
	assert.Equal(t, map[string]any{"timezone": "Europe/Berlin"}, frame.Meta.Custom)
	assert.Equal(t, []data.Notice{{Severity: data.NoticeSeverityInfo, Text: "Times are in Europe/Berlin."}}, frame.Meta.Notices)

	times, costs := frame.Fields[0], frame.Fields[1]
	assert.Equal(t, data.FieldTypeTime, times.Type())
	assert.Equal(t, time.Date(2025, 10, 9, 22, 0, 0, 0, time.UTC), times.At(0))
	assert.Equal(t, int64(1760220000001), times.At(2).(time.Time).UnixMilli())
	assert.Equal(t, "cost", costs.Name)
	assert.Equal(t, data.FieldTypeNullableFloat64, costs.Type())
	assert.Equal(t, data.Labels{"team": "search", "tag.region": "eu-1"}, costs.Labels)
	assert.Equal(t, "currencyUSD", costs.Config.Unit)
	assert.Equal(t, "search", costs.Config.DisplayNameFromDS)
	assert.Empty(t, costs.Config.DisplayName)
	assert.Equal(t, "What the customer pays, in USD.", costs.Config.Description)
	assert.InDelta(t, 0.135, *costs.At(0).(*float64), 0)
	assert.Nil(t, costs.At(1))
	assert.InDelta(t, 1234567.000000123, *costs.At(2).(*float64), 0)

	assert.Equal(t, "überall 東京", response.Frames[1].Fields[1].Labels["team"])
}

func TestLogLinesKeepTheirContract(t *testing.T) {
	response := answered(t, "log-lines.json", "A")["A"]
	require.NoError(t, response.Error)
	frame := response.Frames[0]
	assert.Equal(t, data.FrameTypeLogLines, frame.Meta.Type)
	assert.Equal(t, data.FrameTypeVersion{0, 0}, frame.Meta.TypeVersion)
	assert.Equal(t, data.VisType(data.VisTypeLogs), frame.Meta.PreferredVisualization)
	var names []string
	for _, field := range frame.Fields {
		names = append(names, field.Name)
	}
	assert.Equal(t, []string{"timestamp", "body", "severity", "id", "labels", "trace_id", "span_id"}, names)
	assert.Equal(t, data.FieldTypeJSON, frame.Fields[4].Type())
	labels := map[string]string{}
	require.NoError(t, json.Unmarshal(frame.Fields[4].At(1).(json.RawMessage), &labels))
	assert.Equal(t, "42", labels["tag.cost/centre"])
	assert.Equal(t, "4bf92f3577b34da6a3ce929d0e0e4736", *frame.Fields[5].At(0).(*string))
	assert.Nil(t, frame.Fields[5].At(1))
}

func TestTotalsKeepTypeOrderUnitsAndNulls(t *testing.T) {
	responses := answered(t, "numeric-long.json", "A", "B")
	frame := responses["A"].Frames[0]
	assert.Equal(t, data.FrameTypeNumericLong, frame.Meta.Type)
	assert.Equal(t, data.FrameTypeVersion{0, 1}, frame.Meta.TypeVersion)
	assert.Equal(t, "acme-large", frame.Fields[0].At(0))
	assert.Equal(t, "(other)", frame.Fields[0].At(2))
	assert.InDelta(t, 900, *frame.Fields[1].At(0).(*float64), 0)
	assert.InDelta(t, 0, *frame.Fields[1].At(1).(*float64), 0)
	assert.Nil(t, frame.Fields[2].At(1))
	assert.Equal(t, "percentunit", frame.Fields[2].Config.Unit)
	assert.Equal(t, "Error rate", frame.Fields[2].Config.DisplayNameFromDS)

	empty := responses["B"].Frames[0]
	assert.Equal(t, data.FrameTypeNumericLong, empty.Meta.Type)
	require.Len(t, empty.Fields, 2)
	assert.Zero(t, empty.Rows())
}

func TestNoticesAndNullableColumnsSurvive(t *testing.T) {
	frame := answered(t, "notices.json", "A")["A"].Frames[0]
	assert.Equal(t, []data.Notice{
		{Severity: data.NoticeSeverityInfo, Text: "Times are in UTC."},
		{Severity: data.NoticeSeverityWarning, Text: "3 requests are unpriced."},
		{Severity: data.NoticeSeverityError, Text: "Rows before 2025-01-01 are gone."},
	}, frame.Meta.Notices)
	assert.Equal(t, data.FieldTypeNullableTime, frame.Fields[0].Type())
	assert.Nil(t, frame.Fields[0].At(1))
	assert.Nil(t, frame.Fields[1].At(0))
	assert.True(t, *frame.Fields[2].At(0).(*bool))
}

func TestFailedQueryDoesNotSpoilItsNeighbours(t *testing.T) {
	responses := answered(t, "mixed-errors.json", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K")
	require.Len(t, responses, 11)
	for _, expected := range []struct {
		refID, title, text string
		status             backend.Status
		source             backend.ErrorSource
	}{
		{"A", "the collector's text, status and source", `Unknown metric "costs". Did you mean cost?`, 400, backend.ErrorSourceDownstream},
		{"B", "a fault that the collector calls ours", "The collector could not read its store.", 500, backend.ErrorSourcePlugin},
		{"C", "no status and no source: 500, downstream", "No status and no source.", 500, backend.ErrorSourceDownstream},
		{"E", "an empty text", "the Token Ledger collector gave no reason", 403, backend.ErrorSourceDownstream},
		{"F", "a field type that does not exist", "answered query F with frames that cannot be read", 502, backend.ErrorSourceDownstream},
		{"G", "fields of different lengths", "answered query G with frames that cannot be read", 502, backend.ErrorSourceDownstream},
		{"H", "a frame on which the SDK's decoder panics", "answered query H with frames that cannot be read", 502, backend.ErrorSourceDownstream},
		{"I", "null instead of a result", "left query I unanswered", 502, backend.ErrorSourceDownstream},
		{"K", "a query that is missing in the answer", "left query K unanswered", 502, backend.ErrorSourceDownstream},
	} {
		t.Run(expected.title, func(t *testing.T) {
			response := responses[expected.refID]
			require.ErrorContains(t, response.Error, expected.text)
			assert.Equal(t, expected.status, response.Status)
			assert.Equal(t, expected.source, response.ErrorSource)
			assert.Empty(t, response.Frames)
		})
	}
	require.NoError(t, responses["D"].Error, "an error of null is none")
	require.NoError(t, responses["J"].Error)
	assert.InDelta(t, 7, responses["J"].Frames[0].Fields[0].At(0), 0)
}

func TestAnswersNobodyAskedForAreLeftOut(t *testing.T) {
	responses := answered(t, "mixed-errors.json", "J")
	assert.Len(t, responses, 1)
	assert.Contains(t, responses, "J")
}
