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

/** Context in which an Ingress is created. */
export interface IngressContext {
  /** Annotations that the cluster requires on load balancers. */
  readonly loadBalancerAnnotations?: { [key: string]: string };
  /** Timeout of a controller's release, in seconds. */
  readonly timeoutSeconds?: number;
  /** Dependencies of the first resource. */
  readonly dependsOn: ITerraformDependable[];
  readonly kubernetesProvider?: TerraformProvider;
  readonly helmProvider?: TerraformProvider;
  readonly randomProvider?: TerraformProvider;
}

/** Options for a route to a service. */
export interface IngressRouteOptions {
  /** Kind of the controller. */
  readonly kind: IngressController;
  readonly className: string;
  /** Host in lower case; defaults to the host of the controller's load balancer. */
  readonly host?: string;
  readonly auth?: BasicAuth;
  readonly tls?: LoadBalancerTls;
  /** Annotations that override those of the library. */
  readonly annotations?: { [key: string]: string };
  /** The controller, if the stack creates it. */
  readonly controller?: NginxController;
}

/** A service to publish. */
export interface PublishedService {
  /** Name of the Service and of its Ingress. */
  readonly name: string;
  readonly port: number;
  readonly namespace: string;
  /** Default name of the user. */
  readonly username: string;
  /** Name of the Secret with the htpasswd file. */
  readonly secretName: string;
  /** Realm that browsers show when they prompt for the password. */
  readonly realm: string;
}

/** A published service. */
export interface PublishedIngress {
  readonly ingress: IngressV1;
  /** User and password, if the Ingress requires them and the library knows them. */
  readonly username?: string;
  readonly password?: string;
}

/** A route from outside the cluster through a controller to a service. */
export class IngressRoute {
  /** Host of the service, if it is known. */
  public readonly hostName?: string;
  /** URL of the service, without a trailing slash, if it is known. */
  public readonly url?: string;
  /** The controller, if the stack creates it. */
  public readonly controller?: NginxController;

  public constructor(private readonly options: IngressRouteOptions, private readonly context: IngressContext) {
    this.controller = options.controller;
    const { host, tls, controller } = options;
    const url = controller?.url;
    this.hostName = host ?? (url === undefined ? controller?.loadBalancerHostName : hostOf(url));
    this.url = url === undefined ? this.hostName && `${tls ? 'https' : 'http'}://${this.hostName}`
      : host === undefined ? url : withHost(url, host);
  }

  /** Creates the Ingress of a service and, unless disabled, the Secret with its password. */
  public publish(scope: Construct, service: PublishedService): PublishedIngress {
    const { kind, className, host, tls, annotations, controller } = this.options;
    const { dependsOn, kubernetesProvider } = this.context;
    if (host === undefined) {
      controller?._internals.admitAnyHost();
    }
    const auth = this.basicAuth(scope, service);
    const terminatesTls = tls?._termination === 'pods';
    const own = ingressAnnotations(kind, {
      secretName: auth?.name,
      realm: service.realm,
      tls: terminatesTls,
      behindTls: controller?.url?.startsWith('https:'),
    });
    const backend = { service: { name: service.name, port: { number: service.port } } };
    const ingress = new IngressV1(scope, 'Ingress', {
      provider: kubernetesProvider,
      metadata: { name: service.name, namespace: service.namespace, annotations: { ...own, ...annotations } },
      spec: {
        ingressClassName: className,
        rule: [{ host, http: { path: [{ path: '/', pathType: 'Prefix', backend }] } }],
        tls: terminatesTls && host ? [{ hosts: [host], secretName: tls!.secretName! }] : undefined,
      },
      dependsOn: [...dependsOn, ...(controller?.ready ?? []), ...(auth ? [auth.secret] : [])],
    });
    return { ingress, username: auth?.username, password: auth?.password };
  }

  private basicAuth(scope: Construct, service: PublishedService): BasicAuthSecret | undefined {
    const { kind, auth = BasicAuth.generated() } = this.options;
    return auth._source.kind === 'none' ? undefined : new BasicAuthSecret(scope, 'BasicAuth', {
      ...this.context,
      auth,
      defaultUsername: service.username,
      name: service.secretName,
      namespace: service.namespace,
      format: HTPASSWD_SECRETS[kind],
    });
  }
}
