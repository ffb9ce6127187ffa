import { TerraformOutput, TerraformStack } from 'cdktf';
import { Credentials } from '../../src/kubernetes';
import {
  MlflowArtifactStore, MlflowBackendStore, MlflowTrackingServer, MlflowTrackingServerProps,
} from '../../src/mlflow';
import { SecretValue } from '../../src/secrets/secret-value';
import { Block, messageOf, synth, Synthesized, TestStack } from '../support/synth';

/** Options of a test for a server; the rest has defaults. */
export type Props = Partial<MlflowTrackingServerProps>;
/** An existing database. */
export const MYSQL = MlflowBackendStore.mysql({ host: 'db', credentials: Credentials.given('mlflow', SecretValue.unsafePlainText('pw')) });
/** A database that is created. */
export const CREATED = MlflowBackendStore.mysql({
  host: 'db',
  createDatabase: { admin: Credentials.given('admin', SecretValue.unsafePlainText('admin-pw')) },
});
/** A bucket with the service account's role. */
export const BUCKET = MlflowArtifactStore.s3({ bucket: 'models' });

type Use = (it: MlflowTrackingServer, stack: TerraformStack) => void;

/** A stack with a server. */
export function mlflow(props: Props = {}, use: Use = () => {}): Synthesized {
  return synth((stack) =>
    use(new MlflowTrackingServer(stack, 'Mlflow', { backendStore: MYSQL, artifactStore: BUCKET, ...props }), stack));
}

/** An attribute, resolved for Terraform. */
export function attribute(get: (it: MlflowTrackingServer) => any, props: Props = {}): any {
  let value: any;
  const stack = mlflow(props, (it, scope) => {
    value = get(it);
    if (value !== undefined) {
      new TerraformOutput(scope, 'value', { value, staticId: true });
    }
  });
  return value === undefined ? undefined : stack.outputs.value.value;
}

/** The release of a chart. */
export const release = (stack: Synthesized, chart = 'mlflow'): Block =>
  Object.values(stack.all('helm_release')).find((one: Block) => one.chart === chart)!;
/** The Secret with a name. */
export const secret = (stack: Synthesized, name: string): Block =>
  Object.values(stack.all('kubernetes_secret_v1')).find((one: Block) => one.metadata.name === name) as Block;

/** MLflow's user. */
export const USER = Credentials.given('mlflow', SecretValue.unsafePlainText('pw'));
/** An access key. */
export const KEY = Credentials.given('id', SecretValue.unsafePlainText('key'));
/** Required props. */
const COMPLETE: MlflowTrackingServerProps = {
  backendStore: MlflowBackendStore.mysql({ host: 'db', credentials: USER }),
  artifactStore: MlflowArtifactStore.s3({ bucket: 'models' }),
};
/** Values that JavaScript may pass. */
export const any = (value: unknown) => value as any;

/** A server. */
export function create(props: Props, stack: TerraformStack = new TestStack(), id = 'Mlflow'): MlflowTrackingServer {
  return new MlflowTrackingServer(stack, id, { ...COMPLETE, ...props });
}

/** The problems with a server. */
export function problems(props: Props): string[] {
  return messageOf(() => create(props)).split('\n  - ').slice(1);
}
