package plugin

import (
	"encoding/json"
	"strconv"
)

// isUnsaid tells values that say nothing: an editor's emptied field is one.
func isUnsaid(value json.RawMessage) bool {
	switch string(value) {
	case "", `""`, "null":
		return true
	}
	return false
}

// wholeNumber reads an option within its limits, from a text too: that is what variables in provisioning files become.
func wholeNumber(value json.RawMessage, least, most int) (number int, ok bool) {
	text := string(value)
	if unquoted, err := strconv.Unquote(text); err == nil {
		text = unquoted
	}
	number, err := strconv.Atoi(text)
	return number, err == nil && number >= least && number <= most
}
