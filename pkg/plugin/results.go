package plugin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// resultsByRefID are answers that have been taken apart, but not yet decoded.
type resultsByRefID map[string]json.RawMessage

// splitResults takes {"results":{refId: …}} apart, so that an answer that cannot be decoded costs one query, not all.
func splitResults(address string, answer []byte) (resultsByRefID, error) {
	var body struct {
		Results resultsByRefID `json:"results"`
	}
	if err := json.Unmarshal(answer, &body); err != nil || body.Results == nil {
		return nil, notCollector(address, "its answer holds no results", err)
	}
	return body.Results, nil
}

// decodeResult makes frames of one query's answer.
func decodeResult(address, refID string, result json.RawMessage) backend.DataResponse {
	if len(result) == 0 || bytes.Equal(result, []byte("null")) {
		return newFailure(categoryUnreadable, nil, "Token Ledger collector at %s left query %s unanswered. Plugin and collector should have the same version.", address, refID).response()
	}
	decoded, err := decodeFrames(result)
	if err != nil {
		// The decoder's text quotes the data around the fault: it stays inside.
		return newFailure(categoryUnreadable, err, "Token Ledger collector at %s answered query %s with frames that cannot be read. Plugin and collector should have the same version.", address, refID).response()
	}
	return withFailureStated(decoded)
}

func decodeFrames(result json.RawMessage) (decoded backend.DataResponse, err error) {
	// The SDK's decoder asserts types and indexes unchecked where frames carry "entities" or "nanos".
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("decode frames: %v", fault)
		}
	}()
	const refID = "A"
	var response backend.QueryDataResponse
	if err := response.UnmarshalJSON(bytes.Join([][]byte{[]byte(`{"results":{"` + refID + `":`), result, []byte("}}")}, nil)); err != nil {
		return backend.DataResponse{}, err
	}
	decoded = response.Responses[refID]
	for _, frame := range decoded.Frames {
		// Fields of different lengths pass the decoder, and would fail the whole response at its encoding.
		if _, err := frame.RowLen(); err != nil {
			return backend.DataResponse{}, err
		}
	}
	return decoded, nil
}

// withFailureStated fills in what a failed query may leave out: Grafana takes a missing source for a fault of the
// plugin, and a missing status for 500.
func withFailureStated(response backend.DataResponse) backend.DataResponse {
	if response.Error == nil || response.Error.Error() == "" {
		// An error of null decodes as an empty one.
		response.Error = nil
		if response.Status < 400 {
			return response
		}
		response.Error = errors.New("the Token Ledger collector gave no reason for its refusal; its log may")
	}
	if !response.ErrorSource.IsValid() {
		response.ErrorSource = backend.ErrorSourceDownstream
	}
	if response.Status < 400 || !response.Status.IsValid() {
		response.Status = backend.StatusInternal
	}
	return response
}
