/** Two worlds: the collector runs in Node, the plugin's front end in a browser-like page. */
const transform = {
  '^.+\\.m?[tj]sx?$': [
    '@swc/jest',
    {
      sourceMaps: 'inline',
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
    },
  ],
};

/** Packages that ship ES modules only and have to be transformed for Jest. */
const esModules = [
  '@grafana',
  '@marcbachmann/cel-js',
  '@wojtekmaj/date-utils',
  'd3',
  'd3-[a-z-]+',
  'get-user-locale',
  'internmap',
  'delaunator',
  'robust-predicates',
  'marked',
  'memoize',
  'mimic-function',
  'ol',
  'react-calendar',
  'react-colorful',
  'rxjs',
  'uuid',
];

module.exports = {
  projects: [
    {
      displayName: 'collector',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{contract,collector,dashboards,scripts}/**/*.test.ts'],
      // Readers run in threads of their own, whose code has to be there as a file.
      globalSetup: '<rootDir>/collector/test/build-reader.ts',
      moduleNameMapper: { '/reader-file$': '<rootDir>/collector/test/reader-file.ts' },
      transform,
      transformIgnorePatterns: ['node_modules/(?!temporal-|jose/)'],
    },
    {
      displayName: 'plugin',
      testEnvironment: 'jest-environment-jsdom',
      testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/src/test/setup.ts'],
      moduleNameMapper: { '\\.(css|scss|sass|svg)$': '<rootDir>/src/test/style.ts' },
      transform,
      transformIgnorePatterns: [`node_modules/(?!(.*/)?(${esModules.join('|')})/)`],
    },
  ],
};
