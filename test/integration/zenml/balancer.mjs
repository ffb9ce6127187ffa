// What an Application Load Balancer does, with the listeners and target groups that Terraform made on the simulator: ends TLS with the
// certificate that was imported, and passes requests on to the node's ports with the headers of a load balancer.
import { createServer as createHttp, request } from 'node:http';
import { createServer as createHttps } from 'node:https';

/** The resources of a type in a Terraform state. */
const resources = (state, type) => state.resources.filter((it) => it.mode === 'managed' && it.type === type).map(({ instances: [{ attributes }] }) => attributes);

/** Starts it for a state; `address` is where it listens, `node` where the node ports are. */
export async function startBalancer(state, { address, node }) {
  const [balancer] = resources(state, 'aws_lb');
  const groups = new Map(resources(state, 'aws_lb_target_group').map((group) => [group.arn, group.port]));
  const [certificate] = resources(state, 'aws_acm_certificate');
  const servers = [];
  for (const listener of resources(state, 'aws_lb_listener')) {
    const { port, protocol, default_action: [action] } = listener;
    const nodePort = groups.get(action.target_group_arn);
    const answer = (incoming, outgoing) => {
      const { host = balancer.dns_name, ...headers } = incoming.headers;
      const passed = request({
        host: node, port: nodePort, method: incoming.method, path: incoming.url,
        headers: {
          ...headers,
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
    };
    const server = protocol === 'HTTPS'
      ? createHttps({ key: certificate.private_key, cert: `${certificate.certificate_body}${certificate.certificate_chain}` }, answer) : createHttp(answer);
    await new Promise((done, failed) => server.on('error', failed).listen(port, address, done));
    servers.push(server);
  }
  return { name: balancer.dns_name, close: () => servers.forEach((server) => server.close()) };
}
