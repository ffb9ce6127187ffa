import { validateNamespace, validatePodResources, validateSecretName, validateSecretValue } from '../../private/kubernetes-rules';
import { CIDR, cidrRemedy, DNS_LABEL, isArn, isCidr, isDnsLabel, isHostName } from '../../private/rules';
import { isUnknown, Validation } from '../../private/validation';
import { MlflowBasicAuth } from '../basic-auth';
import { MlflowIngress, MlflowIngressController, MlflowNginxIngressOptions } from '../ingress';

/** What NGINX can check: bcrypt, SHA-512 and SHA-256 crypt, Apache's MD5, SHA-1. https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html */
const HTPASSWD_LINE = /^[^:\s]+:(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$[56]\$\S+|\$apr1\$[^$\s]+\$\S+|\{S?SHA\}\S+)$/;
/** bcrypt reads no further, and Go's refuses more. */
const LONGEST_PASSWORD = 72;

/** Adds everything that is wrong with an ingress. */
export function validateIngress(v: Validation, ingress?: MlflowIngress): void {
  const { _nginx: nginx, _existing: existing } = ingress ?? {};
  if (nginx) {
    host(v, nginx.host);
    basicAuth(v, nginx.auth);
    tls(v, nginx);
    if (nginx.allowedCidrs?.length === 0) {
      v.add('allowedCidrs', 'must not be empty', 'Leave it out to admit every address.');
    }
    v.checkEach('allowedCidrs', nginx.allowedCidrs, isCidr, CIDR, cidrRemedy);
    validateNamespace(v, 'namespace', nginx.namespace);
    v.check('className', nginx.className, isDnsLabel, DNS_LABEL);
    v.check('version', nginx.version?.chartVersion, (text) => /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(text), 'a chart version of three numbers, for example 2.6.4');
    v.integer('replicas', nginx.replicas, 1, Number.MAX_SAFE_INTEGER);
    validatePodResources(v.at('resources'), nginx.resources);
    for (const path of ['fullnameOverride', 'serviceNameOverride', 'controller.ingressClass.name', 'controller.service.loadBalancerSourceRanges']) {
      if (path.split('.').reduce<any>((at, key) => at?.[key], nginx.values) !== undefined) {
        v.add(`values.${path}`, 'is set by the construct and must agree with its other parts', 'Leave it out.');
      }
    }
  }
  if (existing) {
    host(v, existing.host);
    v.check('className', existing.className, (name) => isHostName(name), 'the name of an IngressClass');
    validateSecretName(v, 'tlsSecretName', existing.tlsSecretName);
    basicAuth(v, existing.auth);
    const wanted = !existing.auth || existing.auth._username !== undefined || existing.auth._htpasswd !== undefined;
    if (existing.controller === MlflowIngressController.OTHER && wanted) {
      v.add('auth', 'cannot be written for MlflowIngressController.OTHER',
        "Use MlflowBasicAuth.none() and protect the server by 'annotations' that this controller knows.");
    }
  }
}

function host(v: Validation, name?: string): void {
  v.check('host', name, (text) => isHostName(text), 'a host name, for example "mlflow.example.com"',
    (text) => /[/:]/.test(text) ? 'Give the name alone, without scheme, port or path.' : undefined);
}

function tls(v: Validation, nginx: MlflowNginxIngressOptions): void {
  v.check('certificateArn', nginx.certificateArn, (arn) => isArn(arn, 'acm'), 'the ARN of a certificate of AWS Certificate Manager',
    'It reads arn:aws:acm:<region>:<account>:certificate/<id>.');
  validateSecretName(v, 'tlsSecretName', nginx.tlsSecretName);
  if (nginx.certificateArn !== undefined && nginx.tlsSecretName !== undefined) {
    v.add('certificateArn', "conflicts with 'tlsSecretName'", 'Either the load balancer ends TLS or NGINX does: leave one of them out.');
  }
  for (const prop of ['certificateArn', 'tlsSecretName'] as const) {
    if (nginx[prop] !== undefined && nginx.host === undefined) {
      v.add(prop, "needs 'host', got none", "Give the name that the certificate is for: no certificate fits the load balancer's own name.");
    }
  }
}

function basicAuth(v: Validation, auth?: MlflowBasicAuth): void {
  v.check('auth.username', auth?._username, (name) => /^[^:\s]+$/.test(name), 'a name without colon and space');
  validateSecretValue(v, 'auth.password', auth?._password, (text) => text !== '' && Buffer.byteLength(text) <= LONGEST_PASSWORD, `1 to ${LONGEST_PASSWORD} bytes long`);
  const text = auth?._htpasswd;
  if (text !== undefined && !isUnknown(text)) {
    const lines = text.split('\n').filter((line) => line !== '');
    const wrong = lines.findIndex((line) => !HTPASSWD_LINE.test(line));
    if (lines.length === 0 || wrong >= 0) {
      // The text may be a password that got here by mistake: it is not shown.
      v.add('auth.htpasswd', lines.length === 0 ? 'must not be empty' : `must have lines of "user:hash", line ${wrong + 1} is none`,
        'Make one with: htpasswd -nbB <user> <password>. For a plain password use MlflowBasicAuth.credentials().');
    }
  }
}
