//go:build mage

// The targets of Grafana's own build tooling, for those who look for them: mage -v. The project builds by npm.
package main

import (
	"github.com/grafana/grafana-plugin-sdk-go/build"
)

func init() {
	_ = build.SetBeforeBuildCallback(func(config build.Config) (build.Config, error) {
		config.PluginJSONPath = "."
		return config, nil
	})
}

// Default builds all platforms.
var Default = build.BuildAll
