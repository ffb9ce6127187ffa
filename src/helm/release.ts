import { Release, ReleaseSet } from '@cdktf/provider-helm/lib/release';
import { Fn, ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ChartImage } from './images';
import { useMirror } from './mirrors';
import { compareHelmValues, HelmValues, joinedLists, UserValues } from './values';
import { literal, quoted } from '../terraform/text';
import { isUnknown, Validation } from '../validation/validation';

/** Repositories of the charts. Sources: each project's installation page. */
export const CHART_REPOSITORIES = {
  mlflow: 'https://community-charts.github.io/helm-charts',
  nginxIngress: 'oci://ghcr.io/nginx/charts',
  istio: 'https://blob.istio.io/istio-release/charts',
  seldon: 'https://storage.googleapis.com/seldon-charts',
  zenml: 'oci://public.ecr.aws/zenml',
  clusterAutoscaler: 'https://kubernetes.github.io/autoscaler',
  karpenter: 'oci://public.ecr.aws/karpenter',
  nvidiaDevicePlugin: 'https://nvidia.github.io/k8s-device-plugin',
} as const;

/** Default timeout of a release in seconds. */
export const DEFAULT_RELEASE_TIMEOUT_SECONDS = 900;

/** Options for a release. */
export interface ReleaseOptions {
  readonly provider?: TerraformProvider;
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  /** Images of the chart, which a mirror must contain. */
  readonly images: ChartImage[];
  /** The library's values. */
  readonly values: HelmValues;
  /** Values of users, which override the library's values. Values that the release sets itself are refused. */
  readonly userValues?: UserValues;
  readonly set?: ReleaseSet[];
  /** Whether another release installs and upgrades the custom resource definitions in the chart's folder `crds`. */
  readonly skipCrds?: boolean;
  readonly timeoutSeconds?: number;
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Creates a release, and waits until its pods are ready.
 *
 * @throws Error that lists all user values that the release sets itself
 */
export function release(scope: Construct, id: string, options: ReleaseOptions): Release {
  const { images, values, userValues, timeoutSeconds = DEFAULT_RELEASE_TIMEOUT_SECONDS, ...rest } = options;
  if (userValues) {
    Validation.run(`${scope.constructor.name} '${scope.node.path}'`, (v) =>
      compareHelmValues(v, values, (rest.set ?? []).map(({ name }) => name), userValues));
  }
  const mirror = useMirror(scope);
  return new Release(scope, id, {
    ...rest,
    repository: rest.repository && (mirror?.useChart(scope, rest.repository, rest.chart, rest.version)
      ?? rest.repository),
    values: releaseValues(scope, images, values, userValues),
    wait: true,
    // A failed installation is not stored in the state, but Helm reserves its name: without this the next apply would
    // fail. https://github.com/hashicorp/terraform-provider-helm/issues/1665
    atomic: true,
    timeout: timeoutSeconds,
  });
}

/** Values for Helm, as separate documents: later ones override earlier ones. */
export function releaseValues(
  scope: Construct, images: ChartImage[], values: HelmValues, userValues?: UserValues,
): string[] {
  const all = [
    useMirror(scope)?.useImages(scope, images),
    values,
    ...(userValues ? [userValues.given, joinedLists(values, userValues)] : []),
  ];
  return all.filter((it) => it !== undefined).map(valuesDocument);
}

/**
 * Returns a JSON document for Helm, which is also YAML.
 *
 * All strings in it are literal, including `${`. Terraform encodes values that are unknown until apply, so that the
 * document remains valid.
 */
export function valuesDocument(value: any): string {
  if (isUnknown(value)) {
    return Fn.jsonencode(typeof value === 'string' ? quoted(value) : value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((element) => valuesDocument(element ?? null)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    const texts = members.map(([name, member]) => `${literal(JSON.stringify(name))}:${valuesDocument(member)}`);
    return `{${texts.join(',')}}`;
  }
  return literal(JSON.stringify(value));
}
