import { IngressV1 } from '@cdktf/provider-kubernetes/lib/ingress-v1';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { LoadBalancerTls } from '../../kubernetes';
import { BasicAuth } from '../basic-auth';
import { IngressController } from '../ingress-options';
import { HTPASSWD_SECRETS, ingressAnnotations } from './annotations';
import { BasicAuthSecret } from './basic-auth-secret';
import { hostOf, withHost } from '../../kubernetes/private/load-balancer';
import { NginxController } from '../nginx-controller';

/** Where an ingress is made. */
export interface IngressContext {
  /** Annotations that the cluster's load balancers need. */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /** How long a controller's release may take. */
  readonly timeoutSeconds?: number;
  /** What has to exist before anything is made. */
  readonly dependsOn: ITerraformDependable[];
  readonly kubernetesProvider?: TerraformProvider;
  readonly helmProvider?: TerraformProvider;
  readonly randomProvider?: TerraformProvider;
}

/** A way to a service from outside the cluster. */
export interface IngressRouteOptions {
  /** The kind of the controller. */
  readonly kind: IngressController;
  readonly className: string;
  /** The host, in lower-case letters; else that of the controller's load balancer. */
  readonly host?: string;
  readonly auth?: BasicAuth;
  readonly tls?: LoadBalancerTls;
  /** Annotations that win over the library's. */
  readonly annotations?: { [key: string]: string };
  /** The controller, if it is of the stack. */
  readonly controller?: NginxController;
}

/** What is reached by a route. */
export interface PublishedService {
  /** Name of the Service, and of the Ingress that is made for it. */
  readonly name: string;
  readonly port: number;
  readonly namespace: string;
  /** The user unless another one is named. */
  readonly username: string;
  /** Name of the Secret with the htpasswd file. */
  readonly secretName: string;
  /** What users read where they are asked for the password. */
  readonly realm: string;
}

/** A service that is reached from outside the cluster. */
export interface PublishedIngress {
  readonly ingress: IngressV1;
  /** User and password, if they are asked for and known. */
  readonly username?: string;
  readonly password?: string;
}

/** A way to a service, whose controller is there or in the making. */
export class IngressRoute {
  /** The host under which the service is reached, if it is known. */
  public readonly hostName?: string;
  /** The URL under which it is reached, without a slash at its end, if it is known. */
  public readonly url?: string;
  /** The controller, if it is of the stack. */
  public readonly controller?: NginxController;

  public constructor(private readonly options: IngressRouteOptions, private readonly context: IngressContext) {
    this.controller = options.controller;
    const { host, tls, controller } = options;
    const url = controller?.url;
    this.hostName = host ?? (url === undefined ? controller?.loadBalancerHostName : hostOf(url));
    this.url = url === undefined ? this.hostName && `${tls ? 'https' : 'http'}://${this.hostName}`
      : host === undefined ? url : withHost(url, host);
  }

  /** Makes the Ingress of a service, and asks for a password before it is reached. */
  public publish(scope: Construct, service: PublishedService): PublishedIngress {
    const { kind, className, host, tls, annotations, controller } = this.options;
    const { dependsOn, kubernetesProvider } = this.context;
    if (host === undefined) {
      controller?._admitAnyHost();
    }
    const auth = this.basicAuth(scope, service);
    const endsTls = tls?._endsInCluster ?? false;
    const own = ingressAnnotations(kind, {
      secretName: auth?.name, realm: service.realm, tls: endsTls, behindTls: controller?.url?.startsWith('https:'),
    });
    const backend = { service: { name: service.name, port: { number: service.port } } };
    const ingress = new IngressV1(scope, 'Ingress', {
      provider: kubernetesProvider,
      metadata: { name: service.name, namespace: service.namespace, annotations: { ...own, ...annotations } },
      spec: {
        ingressClassName: className,
        rule: [{ host, http: { path: [{ path: '/', pathType: 'Prefix', backend }] } }],
        tls: endsTls && host ? [{ hosts: [host], secretName: tls!.secretName! }] : undefined,
      },
      dependsOn: [...dependsOn, ...(controller?.ready ?? []), ...(auth ? [auth.secret] : [])],
    });
    return { ingress, username: auth?.username, password: auth?.password };
  }

  private basicAuth(scope: Construct, service: PublishedService): BasicAuthSecret | undefined {
    const { kind, auth = BasicAuth.generated() } = this.options;
    return auth._kind === 'none' ? undefined : new BasicAuthSecret(scope, 'BasicAuth', {
      ...this.context,
      auth,
      defaultUsername: service.username,
      name: service.secretName,
      namespace: service.namespace,
      format: HTPASSWD_SECRETS[kind],
    });
  }
}
