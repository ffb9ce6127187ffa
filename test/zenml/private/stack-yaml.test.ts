import { Testing } from 'cdktf';
import { load } from 'js-yaml';
import { ContainerRegistrySource, Ingress, MlflowSource, SeldonSource, ZenmlAwsStack, ZenmlAwsStackProps } from '../../../src';
import { ZenmlVersion } from '../../../src/versions';
import { synthStack } from '../../support/synth';

/** The stack as ZenML reads it; tokens are shown as <…>. */
function read(props: Partial<ZenmlAwsStackProps> = {}): any {
  const stack = new ZenmlAwsStack(Testing.app(), 'acme', { region: 'eu-central-1', prefix: 'acme', ...props });
  const yaml = synthStack(stack).outputs['zenml-stack-yaml'].value as string;
  return load(yaml.replace(/\$\{[^}]*\}/g, '<apply>'));
}

test('has the version of ZenML that reads it, and the prefix as the stack\'s name, quoted for prefixes such as "no"', () => {
  expect(read()).toMatchObject({ zenml_version: ZenmlVersion.DEFAULT.version, stack_name: 'acme-seldon' });
  expect(read({ prefix: 'no', seldon: SeldonSource.none() }).stack_name).toBe('no');
});

test('has every component with name, flavor and configuration', () => {
  const { components } = read();
  expect(Object.fromEntries(Object.entries<any>(components).map(([type, { flavor }]) => [type, flavor]))).toEqual({
    orchestrator: 'kubernetes',
    artifact_store: 's3',
    image_builder: 'local',
    container_registry: 'aws',
    experiment_tracker: 'mlflow',
    model_registry: 'mlflow',
    model_deployer: 'seldon',
  });
  for (const component of Object.values(components)) {
    expect(component).toEqual({ name: expect.any(String), flavor: expect.any(String), configuration: expect.any(Object) });
  }
  expect(components.artifact_store.configuration).toEqual({ path: 's3://<apply>/zenml' });
  expect(components.orchestrator.configuration).toMatchObject({ kubernetes_context: 'acme', service_account_name: '<apply>' });
  expect(new Set(Object.values<any>(components).map(({ name }) => name))).toEqual(new Set(['acme']));
});

test('passwords are references to a ZenML secret, and are omitted without a password', () => {
  expect(read().components.experiment_tracker.configuration).toEqual({
    tracking_uri: 'https://<apply>:8443', tracking_username: '{{acme-mlflow.username}}', tracking_password: '{{acme-mlflow.password}}',
  });
  expect(read({ mlflow: MlflowSource.create({ ingress: Ingress.none() }) }).components.experiment_tracker.configuration).toEqual({
    tracking_uri: 'http://mlflow-tracking.mlflow.svc.cluster.local:5000', tracking_token: 'none',
  });
});

test('the model deployer has both keys that ZenML requires', () => {
  expect(read().components.model_deployer.configuration).toMatchObject({
    secret: '', kubernetes_secret_name: '<apply>', kubernetes_context: 'acme', kubernetes_namespace: '<apply>',
  });
});

test('a disabled part is omitted', () => {
  const { components } = read({ containerRegistry: ContainerRegistrySource.none(), mlflow: MlflowSource.none(), seldon: SeldonSource.none() });
  expect(Object.keys(components)).toEqual(['orchestrator', 'artifact_store', 'image_builder']);
});
