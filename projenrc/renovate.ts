import { RenovatebotOptions, RenovatebotScheduleInterval } from 'projen';

/**
 * Charts whose versions are set in src/, with the class that has the version and the repository of new ones. Seldon
 * Core is not included: 1.17.1 is the last version under Apache-2.0.
 */
export const CHARTS = [
  { type: 'ClusterAutoscalerVersion', chart: 'cluster-autoscaler', repository: 'https://kubernetes.github.io/autoscaler' },
  { type: 'IstioVersion', chart: 'istiod', repository: 'https://blob.istio.io/istio-release/charts' },
  { type: 'KarpenterVersion', chart: 'karpenter', repository: 'oci://public.ecr.aws/karpenter' },
  { type: 'MlflowVersion', chart: 'mlflow', repository: 'https://community-charts.github.io/helm-charts' },
  { type: 'NginxIngressVersion', chart: 'nginx-ingress', repository: 'oci://ghcr.io/nginx/charts' },
  { type: 'NvidiaDevicePluginVersion', chart: 'nvidia-device-plugin', repository: 'https://nvidia.github.io/k8s-device-plugin' },
  { type: 'ZenmlVersion', chart: 'zenml', repository: 'oci://public.ecr.aws/zenml' },
];

interface Manager {
  readonly managerFilePatterns: string[];
  readonly matchStrings: string[];
  readonly datasourceTemplate: string;
  readonly [option: string]: unknown;
}

/** https://docs.renovatebot.com/modules/manager/regex/ */
const charts = CHARTS.map(({ type, chart, repository }): Manager => ({
  managerFilePatterns: ['/^src/.*versions\\.ts$/'],
  matchStrings: [`= new ${type}\\('(?<currentValue>[^']+)'`],
  ...(repository.startsWith('oci://')
    ? { datasourceTemplate: 'docker', depNameTemplate: `${repository.slice('oci://'.length)}/${chart}` }
    : { datasourceTemplate: 'helm', depNameTemplate: chart, registryUrlTemplate: repository }),
}));

/** Actions are pinned to commits, which change together with the version. */
const actions: Manager = {
  managerFilePatterns: ['/^projenrc/actions\\.ts$/'],
  matchStrings: [
    "'(?<depName>[\\w-]+/[\\w-]+)': \\{ commit: '(?<currentDigest>[0-9a-f]{40})', version: '(?<currentValue>v[\\d.]+)'",
  ],
  datasourceTemplate: 'github-tags',
};

/** Packages with an exact version, from which projen writes package.json. */
const packages: Manager = {
  managerFilePatterns: ['/^\\.projenrc\\.ts$/', '/^projenrc/.*\\.ts$/'],
  matchStrings: ["'(?<depName>(?:@[\\w-]+/)?[\\w-]+)@(?<currentValue>\\d+\\.\\d+\\.\\d+)'"],
  datasourceTemplate: 'npm',
};

/** Tools that the scripts install. */
const tools: Manager[] = [
  {
    managerFilePatterns: ['/^scripts/.*\\.ts$/'],
    matchStrings: ["pythonTool\\('(?<depName>[\\w-]+)', '(?<currentValue>[\\d.]+)'\\)"],
    datasourceTemplate: 'pypi',
  },
  {
    managerFilePatterns: ['/^scripts/.*\\.ts$/'],
    matchStrings: ["goTool\\('[\\w-]+', '(?<currentValue>[\\d.]+)', 'github\\.com/(?<depName>[\\w-]+/[\\w-]+)"],
    datasourceTemplate: 'github-tags',
    extractVersionTemplate: '^v(?<version>.*)$',
  },
];

/**
 * Renovate proposes new versions in the files that people edit. `npx projen` updates the generated files in the same
 * pull request. Ranges in package.json stay unchanged, and the lock file is updated.
 */
export const RENOVATE: RenovatebotOptions = {
  scheduleInterval: [RenovatebotScheduleInterval.WEEKLY],
  minimumReleaseAge: '7 days', // Most malicious versions of packages are found within days.
  labels: ['dependencies'],
  overrideConfig: {
    enabledManagers: ['custom.regex', 'npm'],
    customManagers: [...charts, actions, packages, ...tools],
    lockFileMaintenance: { enabled: true, schedule: [RenovatebotScheduleInterval.MONTHLY] },
    ignoreDeps: [],
    packageRules: [
      // Only the lock file, because projen generates package.json.
      { matchManagers: ['npm'], matchUpdateTypes: ['major', 'minor', 'patch', 'pin', 'digest'], enabled: false },
      {
        matchFileNames: ['src/**'],
        groupName: null,
        prBodyNotes: [
          'Name the constant after the new version, keep the old one, and update the links of its documentation. '
          + 'Then run `npm test`, and what CONTRIBUTING.md lists for the part that changes.',
        ],
      },
    ],
  },
};
