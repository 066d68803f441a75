/** Test ids of the editors, for end-to-end tests. Controls are better found by role and label. */
export const selectors = {
  queryEditor: {
    root: 'data-testid tokenledger query editor',
    metrics: 'data-testid tokenledger metrics',
    groupBy: 'data-testid tokenledger group by',
    limit: 'data-testid tokenledger limit',
    granularity: 'data-testid tokenledger granularity',
    range: 'data-testid tokenledger range',
    timezone: 'data-testid tokenledger time zone',
    filter: (index: number) => `data-testid tokenledger filter ${index + 1}`,
    filterValues: (index: number) => `data-testid tokenledger filter ${index + 1} values`,
    addFilter: 'data-testid tokenledger add filter',
    sentence: 'data-testid tokenledger question',
  },
  configEditor: {
    root: 'data-testid tokenledger config editor',
    token: 'data-testid tokenledger token',
    timeout: 'data-testid tokenledger timeout',
    access: 'data-testid tokenledger access',
  },
} as const;
