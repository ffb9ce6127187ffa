// A fake Application Load Balancer with the listeners, rules and target groups that Terraform created on the simulator:
// terminates TLS, redirects, and forwards requests to node ports, by port or by host, with the headers of a load
// balancer.
import { createServer as createHttp, request } from 'node:http';
import { createServer as createHttps } from 'node:https';

/** The resources of a type in a Terraform state. */
const resources = (state, type) => state.resources.filter((it) => it.mode === 'managed' && it.type === type).map(({ instances: [{ attributes }] }) => attributes);

/** Passes a request on to a port of the node. */
function forward(incoming, outgoing, { node, nodePort, host, port, protocol }) {
  const passed = request({
    host: node, port: nodePort, method: incoming.method, path: incoming.url,
    headers: {
      ...incoming.headers,
      // Of ports that are not the scheme's own the name has the number.
      'host': port === 443 || host.includes(':') ? host : `${host}:${port}`,
      'x-forwarded-for': incoming.socket.remoteAddress, 'x-forwarded-proto': protocol.toLowerCase(), 'x-forwarded-port': `${port}`,
    },
  }, (reply) => {
    outgoing.writeHead(reply.statusCode, reply.headers);
    reply.pipe(outgoing);
  });
  passed.on('error', (error) => outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end(String(error)));
  incoming.pipe(passed);
}

/**
 * Starts it for a state; it listens on `address`, and the node ports are on `node`. `certificate` is used for custom
 * names, because ACM does not return private keys.
 */
export async function startBalancer(state, { address, node, certificate }) {
  const [balancer] = resources(state, 'aws_lb');
  const nodePorts = new Map(resources(state, 'aws_lb_target_group').map((group) => [group.arn, group.port]));
  const [imported] = resources(state, 'aws_acm_certificate').filter((it) => it.private_key);
  const tls = certificate ?? (imported && { key: imported.private_key, cert: `${imported.certificate_body}${imported.certificate_chain}` });
  const rules = resources(state, 'aws_lb_listener_rule').map(({ listener_arn: listener, condition: [{ host_header: [{ values }] }], action: [action] }) =>
    ({ listener, hosts: [...values], action }));
  const servers = [];
  for (const { arn, port, protocol, default_action: [otherwise] } of resources(state, 'aws_lb_listener')) {
    const answer = (incoming, outgoing) => {
      const { host = balancer.dns_name } = incoming.headers;
      const action = rules.find((rule) => rule.listener === arn && rule.hosts.includes(host.replace(/:\d+$/, '')))?.action ?? otherwise;
      if (action.type === 'redirect') {
        const [to] = action.redirect;
        const status = Number(to.status_code.replace('HTTP_', ''));
        outgoing.writeHead(status, { location: `${to.protocol.toLowerCase()}://${host.replace(/:\d+$/, '')}:${to.port}${incoming.url}` }).end();
      } else if (action.type === 'fixed-response') {
        outgoing.writeHead(Number(action.fixed_response[0].status_code)).end(action.fixed_response[0].message_body ?? '');
      } else {
        forward(incoming, outgoing, { node, nodePort: nodePorts.get(action.target_group_arn), host, port, protocol });
      }
    };
    const server = protocol === 'HTTPS' ? createHttps(tls, answer) : createHttp(answer);
    await new Promise((done, failed) => server.on('error', failed).listen(port, address, done));
    servers.push(server);
  }
  return {
    name: balancer.dns_name,
    close: () => Promise.all(servers.map((server) => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }))),
  };
}
