// A proxy between pods, clients and the AWS simulator, which forwards everything, except that the EKS cluster's API is
// the lab cluster's. In return, the lab's API server checks the holder of an EKS token here, as EKS does with STS and
// access entries.
import { createServer, request } from 'node:http';

/** Starts it; `simulator` is a URL, `api` the URL and the authority of the lab's API server. */
export async function startGateway({ port, simulator, api, cluster, region }) {
  const aws = (method, path, { headers = {}, body } = {}) => new Promise((resolve, reject) => {
    const { hostname, port: to } = new URL(simulator);
    const outgoing = request({ hostname, port: to, method, path, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', reject).end(body);
  });
  const signed = (service) => ({ authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0` });

  /**
   * Who has a token: "k8s-aws-v1." and a signed request to STS, whose answer names the role; the access entry names its
   * groups.
   */
  const who = async (token) => {
    const query = new URL(Buffer.from(token.replace(/^k8s-aws-v1\./, ''), 'base64url').toString()).searchParams;
    // The simulator takes a signature in the query for one of S3.
    const answer = (await aws('POST', '/', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'authorization': `AWS4-HMAC-SHA256 Credential=${query.get('X-Amz-Credential')}, SignedHeaders=host, Signature=0`,
        'x-amz-security-token': query.get('X-Amz-Security-Token'),
      },
      body: `Action=${query.get('Action')}&Version=${query.get('Version')}`,
    })).body.toString();
    const [, account, role] = /<Arn>arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(answer) ?? [];
    if (role === undefined) {
      return undefined;
    }
    const arn = `arn:aws:iam::${account}:role/${role}`;
    const entry = await aws('GET', `/clusters/${cluster}/access-entries/${encodeURIComponent(arn)}`, { headers: signed('eks') });
    return entry.status === 200 ? { username: arn, groups: JSON.parse(entry.body).accessEntry.kubernetesGroups } : undefined;
  };

  const seen = new Set();
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', async () => {
      try {
        const body = Buffer.concat(chunks);
        if (incoming.url.startsWith('/authenticate')) {
          const { spec, apiVersion, kind } = JSON.parse(body);
          const user = spec.token.startsWith('k8s-aws-v1.') ? await who(spec.token) : undefined;
          user && seen.add(user.username);
          outgoing.setHeader('content-type', 'application/json');
          outgoing.end(JSON.stringify({ apiVersion, kind, status: { authenticated: user !== undefined, user } }));
          return;
        }
        const answer = await aws(incoming.method, incoming.url, { headers: incoming.headers, body });
        let sent = answer.body;
        if (incoming.method === 'GET' && /^\/clusters\/[^/]+$/.test(incoming.url) && answer.status === 200) {
          const described = JSON.parse(answer.body);
          Object.assign(described.cluster, { endpoint: api.url, certificateAuthority: { data: api.authority.toString('base64') } });
          sent = Buffer.from(JSON.stringify(described));
        }
        const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
        outgoing.writeHead(answer.status, incoming.method === 'HEAD' ? answer.headers : { ...headers, 'content-length': sent.length });
        outgoing.end(sent);
      } catch (error) {
        outgoing.writeHead(502).end(String(error));
      }
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { close: () => server.close(), seen };
}
