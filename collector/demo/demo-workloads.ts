import { type DemoWorkload } from './demo-workload';
import { DATA_SCIENCE } from './workloads/data-science';
import { ENGINEERING } from './workloads/engineering';
import { FINANCE } from './workloads/finance';
import { LEGAL } from './workloads/legal';
import { MARKETING } from './workloads/marketing';
import { PLATFORM } from './workloads/platform';
import { SALES } from './workloads/sales';
import { SEARCH } from './workloads/search';
import { SUPPORT } from './workloads/support';

export const DEMO_WORKLOADS: readonly DemoWorkload[] = [
  ...ENGINEERING,
  ...PLATFORM,
  ...DATA_SCIENCE,
  ...SUPPORT,
  ...SEARCH,
  ...MARKETING,
  ...SALES,
  ...LEGAL,
  ...FINANCE,
];

/** Where the demo's calls come from. */
export const DEMO_SOURCES: readonly string[] = [...new Set(DEMO_WORKLOADS.map(({ source }) => source))];
