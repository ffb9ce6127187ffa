import { isVersion } from './rules';
import { also, known } from './shape';
import { text } from './values';

/** Oldest minor version in standard support. */
const OLDEST_KUBERNETES = 34;
const minorOf = (version: string) => Number(version.split('.')[1]);
const isAtLeast = (major: number, minor: number) => (version: string) => {
  const [first, second] = version.split('.').map(Number);
  return first > major || (first === major && second >= minor);
};

/** Rules for the version of a Helm chart. */
export const CHART = text(
  'a chart version of three numbers, for example "1.17.1"',
  isVersion,
  'Use one that the chart repository lists.',
);

/** Rules for a Kubernetes version that EKS supports. */
export const KUBERNETES = known(
  also(
    text('major and minor of Kubernetes, for example "1.35"', (version) => /^1\.\d{2}$/.test(version)),
    [
      (version) => minorOf(version) >= OLDEST_KUBERNETES,
      `1.${OLDEST_KUBERNETES} or newer`,
      'EKS standard support has ended for older versions; use KubernetesVersion.DEFAULT.',
    ],
  ),
  'nodes and add-ons follow from it',
);

/** Rules for a MySQL version that RDS supports. */
export const MYSQL = known(
  also(
    text('a version of MySQL, for example "8.4" or "8.4.7"', (version) => /^\d+\.\d+(\.\d+)?$/.test(version)),
    [
      isAtLeast(8, 4),
      '8.4 or newer',
      'Standard support of MySQL 8.0 on RDS ended on 2026-07-31; use MysqlVersion.DEFAULT.',
    ],
  ),
  'the family of its parameters follows from it',
);

/** Rules for the version of Istio's charts. */
export const ISTIO = also(CHART, [
  isAtLeast(1, 22),
  '1.22.0 or newer',
  'Older versions do not support Gateways of networking.istio.io/v1.',
]);

/** Rules for the version of MLflow, which is the tag of its image. */
export const MLFLOW = text(
  'a version of MLflow, for example "3.15.1"',
  (version) => /^[0-9A-Za-z][\w.-]*$/.test(version),
);

/** Rules for the version of ZenML. */
export const ZENML = also(CHART, [
  (version) => version.split('.').map(Number).reduce((sum, part) => sum * 1000 + part, 0) >= 95_000,
  '0.95.0 or newer',
  'The charts of older versions do not take variables from Secrets.',
]);

/** Rules for the tag of the autoscaler's image. */
export const AUTOSCALER_IMAGE = text('an image tag such as "v1.35.2"', (tag) => /^v\d+\.\d+\.\d+$/.test(tag),
  'Its major and minor are those of the cluster\'s Kubernetes.');

/** Rules for the version of Karpenter's charts. Source: https://karpenter.sh/docs/upgrading/compatibility/ */
export const KARPENTER = also(CHART, [
  isAtLeast(1, 9),
  '1.9.0 or newer',
  'Older versions do not support Kubernetes 1.35.',
]);
