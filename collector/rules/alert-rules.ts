import { INTAKE_REJECTS, SOURCE_SILENT, UNPRICED } from './books';
import { ERROR_RATE, LATENCY_P95 } from './calls';
import { type AlertRule } from './rule';
import { SPEND_MONTH, SPEND_SPIKE, SPEND_TODAY } from './spend';
import { WATCHDOG } from './watchdog';

/** Every alert rule that comes with the product. None is by user or key: rules may not name people. */
export const ALERT_RULES: readonly AlertRule[] = [
  SPEND_TODAY,
  SPEND_MONTH,
  SPEND_SPIKE,
  ERROR_RATE,
  LATENCY_P95,
  UNPRICED,
  SOURCE_SILENT,
  INTAKE_REJECTS,
  WATCHDOG,
];
