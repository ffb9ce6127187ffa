// A plain NGINX that makes of an Ingress what F5's NGINX Ingress Controller 5.5.4 and a load balancer make.
// Who has TLS, is the default server and redirects (IsDefaultServer, addSSLConfig, SSLRedirect):
// https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/internal/configs/ingress.go
// https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/internal/configs/version1/nginx.ingress.tmpl

// One annotation more is an error: in a cluster it would do something that no check sees.
const FOLLOWED = ['ssl-redirect', 'client-max-body-size', 'proxy-read-timeout', 'proxy-send-timeout',
  'basic-auth-secret', 'basic-auth-realm', 'proxy-buffering', 'redirect-to-https'].map((name) => `nginx.org/${name}`);
const ACM_CERTIFICATE = 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert';
// The default server's answer to TLS: the library names no certificate for it (defaultTLS).
const REJECT = 'ssl_reject_handshake on;';
// tcpmux: nobody listens there, and nobody is given it as a free port.
const CLOSED_PORT = 1;

/** nginx.conf; the folder `work` has cert.pem, key.pem and, from the Ingress's Secret, htpasswd. */
export function nginxConfiguration(ingress, { work, ports, upstream }) {
  const certificate = `ssl_certificate ${work}/cert.pem; ssl_certificate_key ${work}/key.pem;`;
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${work}/nginx-${name};`);
  return `daemon off; pid ${work}/nginx.pid; error_log ${work}/nginx.log; user root; worker_processes 1;
events {}
http {
  access_log off;
  ${folders.join(' ')}
  ${ingress.controller.config?.entries['http-snippets'] ?? ''}
  ${ingressServer(ingress, { work, ports, upstream, certificate })}
  ${ingress.spec.rule[0].host ? defaultServer(ports) : ''}
  ${endsTls(ingress) || ingress.proxy ? tlsServer(ingress, ports, certificate) : ''}
}
`;
}

/** The controller's server for the Ingress. Without a host it is the default server, which has TLS, wanted or not. */
function ingressServer({ annotations, spec, controller }, { work, ports, upstream, certificate }) {
  // Those of other programs the controller passes over.
  const unknown = Object.keys(annotations).filter((name) => !FOLLOWED.includes(name) && !name.startsWith('cdktf-zenml-aws/'));
  if (unknown.length > 0) {
    throw new Error(`nginx.mjs does not know what the controller does with ${unknown}`);
  }
  const [{ host }] = spec.rule;
  if (!host && !controller.allowEmptyIngressHost) {
    throw new Error('the controller rejects an Ingress without a host');
  }
  const annotation = (name) => annotations[`nginx.org/${name}`];
  const ssl = !host || (spec.tls ?? []).some(({ hosts }) => hosts.includes(host));
  const redirects = ssl && annotation('ssl-redirect') !== 'false';
  const behindTls = annotation('redirect-to-https') === 'true';
  const parameter = host ? '' : ' default_server';
  return `server {
    listen 127.0.0.1:${ports.http}${parameter};
    ${ssl ? `listen 127.0.0.1:${ports.https} ssl${parameter}; ${host ? certificate : REJECT}` : ''}
    server_name ${host ?? '_'};
    ${redirects ? 'if ($scheme = http) { return 301 https://$host:443$request_uri; }' : ''}
    ${behindTls ? "if ($http_x_forwarded_proto = 'http') { return 301 https://$host$request_uri; }" : ''}
    client_max_body_size ${annotation('client-max-body-size')};
    location / {
      proxy_buffering ${annotation('proxy-buffering') === 'False' ? 'off' : 'on'};
      proxy_set_header X-Forwarded-Proto ${behindTls ? 'https' : '$scheme'};
      auth_basic "${annotation('basic-auth-realm')}";
      auth_basic_user_file ${work}/htpasswd;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Connection "";
      proxy_read_timeout ${annotation('proxy-read-timeout')};
      proxy_send_timeout ${annotation('proxy-send-timeout')};
      proxy_pass http://127.0.0.1:${upstream};
    }
  }`;
}

/** The controller's own default server: it answers to names that no Ingress has. */
function defaultServer(ports) {
  return `server {
    listen 127.0.0.1:${ports.http} default_server;
    listen 127.0.0.1:${ports.https} ssl default_server; ${REJECT}
    server_name _;
    return 404;
  }`;
}

/** A load balancer or proxy that terminates TLS, and forwards the content unchanged. */
function tlsServer({ service, proxy }, ports, certificate) {
  return `server {
    listen 127.0.0.1:${ports.loadBalancer} ssl; ${certificate}
    client_max_body_size 0;
    location / {
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header Connection "";
      proxy_request_buffering off; proxy_buffering off; proxy_read_timeout 3600s;
      proxy_redirect off;
      proxy_pass http://127.0.0.1:${proxy ? ports.http : behind(service, 443, ports)};
    }
  }`;
}

function endsTls({ service }) {
  return ACM_CERTIFICATE in (service.metadata.annotations ?? {});
}

/** The controller's port behind one of its Service. */
function behind({ spec }, port, ports) {
  const target = spec.port.find((it) => it.port === port)?.target_port;
  return target === undefined ? CLOSED_PORT : { 80: ports.http, 443: ports.https }[target];
}

/** The ports behind a host's standard ones: a proxy has 443 alone, a load balancer those of its Service. */
function standardPorts(ingress, ports) {
  if (ingress.proxy) {
    return [[80, CLOSED_PORT], [443, ports.loadBalancer]];
  }
  const { service } = ingress;
  return [[80, behind(service, 80, ports)], [443, endsTls(ingress) ? ports.loadBalancer : behind(service, 443, ports)]];
}

/** Arguments that lead curl from a host's standard ports to what has its name. */
export function throughLoadBalancer(ingress, host, ports) {
  return standardPorts(ingress, ports)
    .flatMap(([port, target]) => ['--connect-to', `${host}:${port}:127.0.0.1:${target}`]);
}
