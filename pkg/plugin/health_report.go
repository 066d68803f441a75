package plugin

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// clockTolerance is how far clocks may differ without a word.
const clockTolerance = 5 * time.Second

// storeTitles are names of stores as their makers write them.
var storeTitles = map[string]string{"sqlite": "SQLite", "clickhouse": "ClickHouse"}

// connection is what is known of a test besides the collector's answer.
type connection struct {
	address, pluginVersion, grafana string
	asked, answered                 time.Time
}

// report is what a test of a collector that works has to tell.
type report struct {
	title string
	// warnings say what is off, and what to do about it.
	warnings, notes []string
	// detail folds out below.
	detail string
}

func (r report) body() string {
	return strings.Join(append(append([]string{}, r.warnings...), r.notes...), " ")
}

func (r report) text() string {
	return strings.TrimSpace(r.title + " " + r.body())
}

func (r report) severity() string {
	if len(r.warnings) > 0 {
		return "warning"
	}
	return "success"
}

func (r *report) warn(format string, values ...any) {
	r.warnings = append(r.warnings, fmt.Sprintf(format, values...))
}

func (r *report) note(format string, values ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, values...))
}

// fault is what must not be, though the collector answers: with a token of another role everybody would see everything.
func (c connection) fault(found schema) *failure {
	if found.Facts == nil || (found.Facts.Token != "read" && found.Facts.Token != "admin") {
		return nil
	}
	return newFailure(categoryForbidden, nil, "Token Ledger collector at %s takes the token, but its role is %s: everybody who can use this data source would see everything. Make one with `tokenledger token create --role delegate --label grafana` and set it in the data source settings.", c.address, found.Facts.Token)
}

func (c connection) report(found schema) report {
	told := report{title: fmt.Sprintf("Token Ledger collector %s at %s is ready.", found.Version, c.address)}
	if found.Ledger == demoLedger {
		told.note("It serves a demo ledger: all usage is generated.")
	}
	switch older := compareVersions(found.Version, c.pluginVersion); {
	case c.pluginVersion == "" || older == 0:
	case older < 0:
		told.warn("The collector is older than this plugin (%s): it refuses what it does not know yet. Update the collector.", c.pluginVersion)
	default:
		told.warn("The collector is newer than this plugin (%s), which does not show all it can do. Update the plugin.", c.pluginVersion)
	}
	if found.Facts != nil {
		c.tellFacts(&told, found, *found.Facts)
	}
	if found.Access.You != "" {
		told.note("%s", found.Access.You)
	}
	return told
}

func (c connection) tellFacts(told *report, found schema, known facts) {
	c.tellRecords(told, known, len(found.Access.Policy) > 0)
	c.tellClock(told, known)
	switch {
	// Generated usage is nobody's secret.
	case known.Token == "open" && found.Ledger != demoLedger:
		told.warn("It is open: whoever reaches it sees and books everything. Make a token with `tokenledger token create --role delegate --label grafana` before others can reach it.")
	case known.Token == "delegate" && known.Identity == "claimed":
		root := c.grafana
		if root == "" {
			root = "<Grafana's root_url>/"
		}
		told.warn("It cannot verify who asks, so nobody counts as administrator. In its tokenledger.yaml, set identity.issuer to %s and identity.keys_url to %s/api/signing-keys/keys.", root, strings.TrimSuffix(root, "/"))
	}
}

func (c connection) tellRecords(told *report, known facts, seesAll bool) {
	store := cmp.Or(storeTitles[known.Store], known.Store)
	switch {
	case known.Records > 0 && known.Newest != nil:
		told.note("Its ledger (%s) holds %s that you see, the newest %s.", store, counted(known.Records, "record"), age(time.UnixMilli(known.Now).Sub(time.UnixMilli(*known.Newest))))
	case seesAll:
		told.warn("Its ledger (%s) is empty. Book a first record by POST /api/v1/records: the details have a command for it.", store)
		told.detail = c.booking(known.Token != "open")
	default:
		told.warn("Its ledger (%s) holds no record that you see. Records are yours if their field user names you as Grafana does.", store)
	}
}

// booking is a command that books one record.
func (c connection) booking(needsToken bool) string {
	token := ""
	if needsToken {
		token = "-H 'Authorization: Bearer <token of the role ingest>' "
	}
	return "curl " + c.address + "/api/v1/records " + token + `-H 'Content-Type: application/json' -d '{"model":"gpt-4o","input_tokens":1000,"output_tokens":50}'`
}

func (c connection) tellClock(told *report, known facts) {
	ahead, doubt := known.clockDifference(c.asked, c.answered)
	direction := "ahead of"
	if ahead < 0 {
		ahead, direction = -ahead, "behind"
	}
	if ahead-doubt > clockTolerance {
		told.warn("Its clock is %s %s Grafana's. Set both by a time server: time ranges, and whom it lets in, go by them.", spell(ahead.Round(time.Second)), direction)
		return
	}
	told.note("Its clock agrees with Grafana's.")
}

// age says how long ago something was. Records may lie ahead of the clock.
func age(passed time.Duration) string {
	switch {
	case passed < 0:
		return spell(-passed) + " ahead of the clock"
	case passed < time.Minute:
		return "less than a minute old"
	}
	return spell(passed) + " old"
}

// spell writes a duration in its largest unit, cut off.
func spell(length time.Duration) string {
	switch {
	case length < time.Minute:
		return counted(int64(length/time.Second), "second")
	case length < 2*time.Hour:
		return counted(int64(length/time.Minute), "minute")
	case length < 48*time.Hour:
		return counted(int64(length/time.Hour), "hour")
	}
	return counted(int64(length/(24*time.Hour)), "day")
}

// counted writes a number with its thousands apart, and the noun in its number.
func counted(number int64, noun string) string {
	text := strconv.FormatInt(number, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	if number == 1 {
		return text + " " + noun
	}
	return text + " " + noun + "s"
}
