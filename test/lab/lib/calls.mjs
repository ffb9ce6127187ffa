// The AWS calls of Terraform's provider: a server in front of the lab's simulator records every call.
import { createServer, request } from 'node:http';

/**
 * REST services tell the operation by method and path alone. Those that the provider calls; of S3 those with a
 * sub-resource have it in the query.
 */
const EKS = [
  ['POST /clusters', 'CreateCluster'], ['GET /clusters/:name', 'DescribeCluster'], ['DELETE /clusters/:name', 'DeleteCluster'],
  ['POST /clusters/:name/update-config', 'UpdateClusterConfig'], ['POST /clusters/:name/updates', 'UpdateClusterVersion'],
  ['GET /clusters/:name/updates/:id', 'DescribeUpdate'],
  ['POST /clusters/:name/node-groups', 'CreateNodegroup'], ['GET /clusters/:name/node-groups/:group', 'DescribeNodegroup'],
  ['DELETE /clusters/:name/node-groups/:group', 'DeleteNodegroup'], ['POST /clusters/:name/node-groups/:group/update-config', 'UpdateNodegroupConfig'],
  ['POST /clusters/:name/node-groups/:group/update-version', 'UpdateNodegroupVersion'],
  ['POST /clusters/:name/addons', 'CreateAddon'], ['GET /clusters/:name/addons/:id', 'DescribeAddon'], ['DELETE /clusters/:name/addons/:id', 'DeleteAddon'],
  ['POST /clusters/:name/addons/:name/update', 'UpdateAddon'],
  ['POST /clusters/:name/access-entries', 'CreateAccessEntry'], ['GET /clusters/:name/access-entries/:arn', 'DescribeAccessEntry'],
  ['POST /clusters/:name/access-entries/:arn', 'UpdateAccessEntry'], ['DELETE /clusters/:name/access-entries/:arn', 'DeleteAccessEntry'],
  ['POST /clusters/:name/access-entries/:arn/access-policies', 'AssociateAccessPolicy'],
  ['GET /clusters/:name/access-entries/:arn/access-policies', 'ListAssociatedAccessPolicies'],
  ['DELETE /clusters/:name/access-entries/:arn/access-policies/:policy', 'DisassociateAccessPolicy'],
  ['POST /clusters/:name/pod-identity-associations', 'CreatePodIdentityAssociation'],
  ['GET /clusters/:name/pod-identity-associations/:id', 'DescribePodIdentityAssociation'],
  ['DELETE /clusters/:name/pod-identity-associations/:id', 'DeletePodIdentityAssociation'],
  ['GET /tags/:tagged', 'ListTagsForResource'], ['POST /tags/:tagged', 'TagResource'], ['DELETE /tags/:tagged', 'UntagResource'],
];
const ROUTE53 = [
  ['GET /2013-04-01/hostedzone', 'ListHostedZones'], ['GET /2013-04-01/hostedzone/:zone', 'GetHostedZone'],
  ['GET /2013-04-01/hostedzonesbyname', 'ListHostedZonesByName'],
  ['POST /2013-04-01/hostedzone/:zone/rrset', 'ChangeResourceRecordSets'], ['GET /2013-04-01/hostedzone/:zone/rrset', 'ListResourceRecordSets'],
  ['GET /2013-04-01/change/:change', 'GetChange'], ['GET /2013-04-01/tags/hostedzone/:zone', 'ListTagsForResource'],
];
const BUCKET = {
  '': { PUT: 'CreateBucket', HEAD: 'HeadBucket', DELETE: 'DeleteBucket', GET: 'ListObjects' },
  'list-type': 'ListObjectsV2', 'versions': 'ListObjectVersions', 'location': 'BucketLocation', 'acl': 'BucketAcl', 'cors': 'BucketCors', 'website': 'BucketWebsite',
  'versioning': 'BucketVersioning', 'accelerate': 'BucketAccelerateConfiguration', 'requestPayment': 'BucketRequestPayment', 'logging': 'BucketLogging',
  'lifecycle': 'BucketLifecycleConfiguration', 'replication': 'BucketReplication', 'encryption': 'BucketEncryption', 'object-lock': 'ObjectLockConfiguration',
  'tagging': 'BucketTagging', 'policy': 'BucketPolicy', 'policyStatus': 'BucketPolicyStatus', 'publicAccessBlock': 'PublicAccessBlock',
  'ownershipControls': 'BucketOwnershipControls', 'delete': 'DeleteObjects', 'notification': 'BucketNotificationConfiguration',
};
const VERBS = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };

function routed(routes, method, path) {
  const parts = path.replace(/\/$/, '').split('/');
  for (const [route, operation] of routes) {
    const [verb, pattern] = route.split(' ');
    const names = pattern.split('/');
    if (verb === method && names.length === parts.length && names.every((name, index) => name.startsWith(':') || name === parts[index])) {
      const given = names.map((name, index) => [name, parts[index]]).filter(([name]) => name.startsWith(':'));
      return { operation, parameters: Object.fromEntries(given.map(([name, part]) => [name.slice(1), decodeURIComponent(part)])) };
    }
  }
  return {};
}

function ofS3(method, path, query) {
  const [, bucket, ...key] = path.split('/');
  if (bucket === '') {
    return { operation: 'ListBuckets', parameters: {} };
  }
  if (key.join('/') !== '') {
    return { operation: `${VERBS[method] ?? 'Head'}Object`, parameters: { bucket, key: key.join('/') } };
  }
  const sub = Object.keys(BUCKET).find((it) => it !== '' && query.has(it)) ?? '';
  const name = typeof BUCKET[sub] === 'string' ? BUCKET[sub] : BUCKET[''][method];
  return { operation: /^(List|Delete.*Objects)/.test(name) || sub === '' ? name : `${VERBS[method]}${name}`, parameters: { bucket } };
}

/** The operation and its parameters, as far as a call contains them. */
function read({ method, url, headers }, body) {
  const [, region, service] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const { pathname, searchParams } = new URL(url, 'http://aws');
  const target = headers['x-amz-target'];
  const called = service === 's3' ? ofS3(method, pathname, searchParams)
    : service === 'eks' ? routed(EKS, method, pathname)
      : service === 'route53' ? routed(ROUTE53, method, pathname)
        : target ? { operation: target.split('.').pop(), parameters: JSON.parse(body || '{}') }
          : (({ Action: operation, ...parameters }) => ({ operation, parameters }))(Object.fromEntries(new URLSearchParams(body)));
  const sent = service === 'eks' && body.startsWith('{') ? JSON.parse(body)
    : called.operation === 'ChangeResourceRecordSets' ? { names: [...body.matchAll(/<Name>([^<]+?)\.?<\/Name>/g)].map(([, name]) => name.toLowerCase()) } : {};
  return { service, region, operation: called.operation ?? `${method} ${url}`, parameters: { ...sent, ...called.parameters } };
}

/** A server before another; `calls` grows with each call of Terraform and its provider, whatever the answer. */
export async function recorded(endpoint) {
  const calls = [];
  const { hostname, port } = new URL(endpoint);
  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (/HashiCorp/.test(incoming.headers['user-agent'])) {
        calls.push(read(incoming, body.toString()));
      }
      const { method, url: path, headers } = incoming;
      const passed = request({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      passed.end(body);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return { recorder: `http://127.0.0.1:${server.address().port}`, calls };
}
