import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { withContext, zenmlComponents, zenmlNames, ZenmlStackParts } from './stack-components';
import { useImage } from '../../helm/mirrors';
import { valuesDocument } from '../../helm/release';
import { ClusterNamespace } from '../../kubernetes';
import { BoundZenmlServer } from './sources/zenml-server-kind';
import { JobVerdict } from '../../kubernetes/mysql/job-verdict';
import { KubernetesJob } from '../../kubernetes/private/job';
import { makeNamespace } from '../../kubernetes/private/namespaces';
import { ObjectWriter } from '../../kubernetes/private/object-writer';
import { markDeployment } from '../../terraform/deployment';
import { addressOf } from '../../terraform/kept';
import { jobProgram } from '../../terraform/programs';
import { TerraformData } from '../../terraform/terraform-data';
import { fingerprint, literal } from '../../terraform/text';

/** Name of the job, of its Secret, and of their namespace for an existing server. */
const NAME = 'zenml-registration';

/** Options for the service connector. */
export interface ConnectorOptions {
  readonly region: string;
  readonly roleArn: string;
  /** Session policy, if ZenML's default is not sufficient. */
  readonly policy?: string;
}

/** Props of ZenmlRegistration. */
export interface ZenmlRegistrationProps {
  readonly parts: ZenmlStackParts;
  readonly server: BoundZenmlServer;
  /** Namespace to create for the job, with an existing server. */
  readonly namespaceName?: string;
  /** Service connector, if the server can assume its role. */
  readonly connector?: ConnectorOptions;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Registers the stack on a ZenML server with an idempotent job, which runs again when anything that it registers
 * changes.
 */
export class ZenmlRegistration extends Construct {
  /** Default namespace of the job for an existing server. */
  public static readonly DEFAULT_NAMESPACE = NAME;

  /** Names of the stacks, first the one without a model deployer. */
  public readonly stackNames: string[];

  public constructor(scope: Construct, id: string, props: ZenmlRegistrationProps) {
    super(scope, id);
    markDeployment(this);
    const { server, dependsOn } = props;
    const own = server.server;
    const wanted = registration(props);
    this.stackNames = Object.keys(wanted.stacks);

    const { name: namespace, ready } = own ? { name: own.namespace, ready: dependsOn }
      : makeNamespace(this, 'Namespace', ClusterNamespace.create(props.namespaceName ?? NAME), { dependsOn });
    const secret = new SecretV1(this, 'Secret', {
      dependsOn: ready,
      metadata: { name: NAME, namespace },
      data: { registration: valuesDocument(wanted), ...(server.apiKey && { 'api-key': literal(server.apiKey) }) },
    });
    // A job runs once and cannot be changed: a change of what it registers replaces it.
    const generation = new TerraformData(this, 'Generation', { triggersReplace: fingerprints(secret, server) });
    const verdict = new JobVerdict(this, 'Verdict', { job: NAME, namespace, dependsOn: ready });
    const writer = new ObjectWriter(this, 'Writer', {
      name: NAME,
      namespace,
      secretNames: [],
      configMapNames: [verdict.configMapName],
      jobNames: [NAME],
      dependsOn: ready,
    });
    const job = new KubernetesJob(this, 'Resource', {
      dependsOn: [secret, ...verdict.ready, ...writer.ready, ...(own?.ready ?? [])],
      metadata: { name: NAME, namespace },
      spec: jobSpec({
        serviceAccountName: writer.serviceAccountName,
        image: useImage(this, `zenmldocker/zenml-server:${server.version}`),
        env: [...variables(server), ...verdict.env],
      }),
      timeouts: { create: '15m', update: '15m' },
      lifecycle: { replaceTriggeredBy: [addressOf(generation)] },
    });
    verdict.after(job);
  }
}

/** The pod of the job. */
interface JobPod {
  readonly serviceAccountName: string;
  readonly image: string;
  readonly env: object[];
}

/** Spec of the job. Its deadline is 14 minutes, one less than Terraform's timeout. */
function jobSpec({ serviceAccountName, image, env }: JobPod): object {
  return {
    backoff_limit: 3,
    active_deadline_seconds: 840,
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': NAME } },
      spec: {
        restart_policy: 'Never',
        service_account_name: serviceAccountName,
        automount_service_account_token: true,
        security_context: { run_as_non_root: true, run_as_user: '1000', run_as_group: '1000', fs_group: '1000' },
        volume: [{ name: 'tmp', empty_dir: {} }],
        container: [{
          name: 'register',
          image,
          command: ['python', '-c', literal(jobProgram('register'))],
          env,
          termination_message_policy: 'FallbackToLogsOnError',
          volume_mount: [{ name: 'tmp', mount_path: '/tmp' }],
          resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
          security_context: {
            allow_privilege_escalation: false, read_only_root_filesystem: true, capabilities: { drop: ['ALL'] },
          },
        }],
      },
    },
  };
}

/** Environment variables of the program. */
function variables({ server: own, url }: BoundZenmlServer): object[] {
  const from = (name: string, secretName: string, key: string) =>
    ({ name, value_from: { secret_key_ref: { name: secretName, key } } });
  const login = own
    ? [
      from('ZENML_STORE_USERNAME', own._internals.administrator.name, own._internals.administrator.usernameKey),
      from('ZENML_STORE_PASSWORD', own._internals.administrator.name, own._internals.administrator.passwordKey),
    ]
    : [from('ZENML_STORE_API_KEY', NAME, 'api-key')];
  return [
    { name: 'ZENML_STORE_URL', value: own?.internalUrl ?? url },
    ...login,
    from('REGISTRATION', NAME, 'registration'),
    { name: 'HOME', value: '/tmp' },
    { name: 'ZENML_CONFIG_PATH', value: '/tmp/zenml' },
  ];
}

/** Fingerprints of everything that the job reads. */
function fingerprints(secret: SecretV1, { server: own, apiKey }: BoundZenmlServer): { [name: string]: string } {
  return {
    registration: fingerprint(Fn.lookup(secret.data, 'registration')),
    ...(own?.password && { password: fingerprint(own.password) }),
    ...(apiKey && { apiKey: fingerprint(apiKey) }),
  };
}

/** The data that the program registers, in the format that it reads. */
function registration({ parts, connector }: ZenmlRegistrationProps) {
  const names = zenmlNames(parts.name);
  const { mlflow } = parts;
  const components = zenmlComponents(parts);
  const of = (...without: string[]) => components.map(({ type }) => type).filter((type) => !without.includes(type));
  return {
    name: names.component,
    secrets: mlflow?.trackingUrl && mlflow.username && mlflow.password
      ? { [names.mlflowSecret]: { username: mlflow.username, password: mlflow.password } } : {},
    connector: connector ? {
      name: names.connector,
      auth_method: 'implicit',
      configuration: {
        region: connector.region, role_arn: connector.roleArn, ...(connector.policy && { policy: connector.policy }),
      },
    } : null,
    components: components.map((it) => ({
      name: names.component,
      type: it.type,
      flavor: it.flavor,
      configuration: connector ? it.configuration : withContext(it, parts),
      ...(connector && it.resource && { resource: it.resource }),
    })),
    stacks: {
      [names.stack]: of('model_deployer'),
      ...(parts.seldon && { [names.deployerStack]: of() }),
    },
    unwanted_stacks: parts.seldon ? [] : [names.deployerStack],
  };
}
