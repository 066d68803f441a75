package plugin

import (
	"cmp"
	"strconv"
	"strings"
)

// compareVersions compares major.minor.patch. What follows, such as -rc.1, does not count: it is the same interface.
func compareVersions(a, b string) int {
	left, right := versionNumbers(a), versionNumbers(b)
	for at := range left {
		if order := cmp.Compare(left[at], right[at]); order != 0 {
			return order
		}
	}
	return 0
}

func versionNumbers(version string) (numbers [3]int) {
	core, _, _ := strings.Cut(strings.TrimPrefix(version, "v"), "-")
	core, _, _ = strings.Cut(core, "+")
	for at, text := range strings.SplitN(core, ".", len(numbers)) {
		numbers[at], _ = strconv.Atoi(text)
	}
	return numbers
}
