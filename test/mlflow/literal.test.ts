import { mlflow, release, secret } from './tracking-server';
import { BasicAuth, Ingress } from '../../src/ingress';
import { Credentials, ServiceExposure } from '../../src/kubernetes';
import { MlflowArtifactStore } from '../../src/mlflow';
import { SecretValue } from '../../src/secrets/secret-value';

describe('literals for Terraform', () => {
  const TEXT = 'a "q" ${var.x} %{ if } \\ $${y}';
  const REF = '${data.x.y}';

  test('Helm values, environment and annotations of the service account', () => {
    const stack = mlflow({
      environment: { A: TEXT },
      serviceAccountAnnotations: { a: TEXT },
      loadBalancerAnnotations: { b: TEXT },
      values: { [TEXT]: TEXT },
      ingress: Ingress.nginx({
        host: 'mlflow.example.com', exposure: ServiceExposure.loadBalancer({ annotations: { c: TEXT } }), values: { d: TEXT },
      }),
    });
    const read = (document: string) => JSON.parse(document.replace(/([$%])\1\{/g, '$1{'));
    const [own, users] = release(stack).values.map(read);
    expect([own.extraEnvVars.A, own.serviceAccount.annotations.a, users[TEXT]]).toEqual([TEXT, TEXT, TEXT]);
    const [, more] = release(stack, 'nginx-ingress').values.map(read);
    const annotations = Object.fromEntries(Object.entries<string>(stack.one('kubernetes_service_v1').metadata.annotations)
      .map(([name, text]) => [name, text.replace(/([$%])\1\{/g, '$1{')]));
    expect(annotations).toMatchObject({ b: TEXT, c: TEXT });
    expect(more.d).toBe(TEXT);
    expect([...release(stack).values, ...release(stack, 'nginx-ingress').values].join()).not.toMatch(/(?<!\$)\$\{/);
  });

  test('annotations of the Ingress, users and passwords', () => {
    const stack = mlflow({
      ingress: Ingress.existingClass({
        className: 'public',
        host: 'mlflow.example.com',
        annotations: { a: REF },
        auth: BasicAuth.given('${user}', SecretValue.unsafePlainText('pw${x}\\')),
      }),
      artifactStore: MlflowArtifactStore.s3({ bucket: 'models', credentials: Credentials.given('${id}', SecretValue.unsafePlainText('${key}')) }),
    });
    expect(stack.one('kubernetes_ingress_v1').metadata.annotations.a).toBe('$${data.x.y}');
    expect(secret(stack, 'mlflow-tracking-basic-auth').data.htpasswd).toMatch(/^\$\$\{user\}:/);
    expect(stack.one('terraform_data', 'PasswordHash').input.bcrypt)
      .toBe('${sensitive(bcrypt("pw\\u0024{x}\\\\", 10))}');
    expect(secret(stack, 'mlflow-tracking-artifacts').data)
      .toEqual({ AWS_ACCESS_KEY_ID: '$${id}', AWS_SECRET_ACCESS_KEY: '$${key}' });
  });
});
