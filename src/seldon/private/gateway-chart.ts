import { packageFile } from '../../terraform/package-file';

/** The chart of the `Gateway` that ships in the package. */
export const GATEWAY_CHART = packageFile('charts', 'seldon-gateway');
