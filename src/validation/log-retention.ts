import { Rule } from './shape';

/** Default retention of logs in days. */
export const DEFAULT_LOG_RETENTION_DAYS = 365;

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const PERIODS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const ALLOWED = `a number of days that CloudWatch Logs offers (${PERIODS.join(', ')})`;

/** Rules for the retention of logs in CloudWatch in days; 0 retains them indefinitely. */
export const LOG_RETENTION_DAYS: Rule<number> = {
  allowed: ALLOWED,
  isOfType: (value) => Number.isFinite(value),
  check: (v, prop, value) => v.check(prop, value, (days) => PERIODS.includes(days), ALLOWED),
};
