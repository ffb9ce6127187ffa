import { IngressController } from '../ingress-options';

/** Timeout for the server's response, which it sends only after it has forwarded an upload of many gigabytes. */
const READ_TIMEOUT_SECONDS = 3600;

/** Format of the Secret with the htpasswd file for a kind of controller. */
export interface HtpasswdSecretFormat {
  /** The Secret's type. */
  readonly type: string;
  /** The Secret's key. */
  readonly key: string;
}

/** Formats of the Secret by kind of controller. Sources: the controllers' documentation of their annotations. */
export const HTPASSWD_SECRETS: { readonly [kind: string]: HtpasswdSecretFormat } = {
  // https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/
  [IngressController.F5_NGINX]: { type: 'nginx.org/htpasswd', key: 'htpasswd' },
  // https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#authentication
  [IngressController.INGRESS_NGINX]: { type: 'Opaque', key: 'auth' },
};

/** Inputs of the annotations. */
export interface IngressAnnotationOptions {
  /** Name of the Secret with the htpasswd file, if a password is required. */
  readonly secretName?: string;
  /** Realm that browsers show when they prompt for the password. */
  readonly realm: string;
  /** Whether the controller terminates TLS, with a certificate of the Ingress. */
  readonly tls: boolean;
  /** Whether TLS terminates in front of the controller. Requests are then forwarded with the scheme HTTPS. */
  readonly behindTls?: boolean;
}

/**
 * Annotations of the Ingress for uploads of any size, long timeouts, the redirect to HTTPS and, if there is a Secret,
 * basic auth.
 *
 * Both kinds redirect plain HTTP to port 443 by default, F5's even if an Ingress without a host has no TLS. Behind a
 * load balancer that terminates TLS, every request is plain HTTP, and a redirect would loop. So only a controller that
 * terminates TLS redirects.
 */
export function ingressAnnotations(
  kind: IngressController, { secretName, realm, tls, behindTls = false }: IngressAnnotationOptions,
): Record<string, string> {
  switch (kind) {
    case IngressController.F5_NGINX: return {
      'nginx.org/ssl-redirect': `${tls}`,
      // Reports HTTPS to the server for requests that reached the load balancer by HTTPS. Others would be redirected.
      ...(behindTls && { 'nginx.org/redirect-to-https': 'true' }),
      'nginx.org/client-max-body-size': '0',
      // Streams large artifacts without writing them to disk.
      'nginx.org/proxy-buffering': 'False',
      'nginx.org/proxy-read-timeout': `${READ_TIMEOUT_SECONDS}s`,
      'nginx.org/proxy-send-timeout': `${READ_TIMEOUT_SECONDS}s`,
      ...(secretName && { 'nginx.org/basic-auth-secret': secretName, 'nginx.org/basic-auth-realm': realm }),
    };
    case IngressController.INGRESS_NGINX: return {
      'nginx.ingress.kubernetes.io/ssl-redirect': `${tls}`,
      'nginx.ingress.kubernetes.io/proxy-body-size': '0',
      'nginx.ingress.kubernetes.io/proxy-request-buffering': 'off',
      'nginx.ingress.kubernetes.io/proxy-read-timeout': `${READ_TIMEOUT_SECONDS}`,
      'nginx.ingress.kubernetes.io/proxy-send-timeout': `${READ_TIMEOUT_SECONDS}`,
      ...(secretName && {
        'nginx.ingress.kubernetes.io/auth-type': 'basic',
        'nginx.ingress.kubernetes.io/auth-secret': secretName,
        'nginx.ingress.kubernetes.io/auth-realm': realm,
      }),
    };
    case IngressController.OTHER: return {};
  }
}
