// A fake Kubernetes API for the job that creates the database: Secrets, its verdict and itself, with permissions.
// Arguments: the port, and a folder with key.pem, cert.pem, token, and secrets.json, which contains { uid, data } by
// name. verdict.json contains the job's { text, removed }.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';

const [port, folder] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');

function answer({ method, url, headers }, body) {
  const secrets = JSON.parse(read('secrets.json'));
  const [, path] = /^\/(.*)\/mlflow-tracking-create-database(-verdict)?$/.exec(url) ?? [];
  const [, name] = /^\/api\/v1\/namespaces\/mlflow\/secrets\/([a-z-]+)$/.exec(url) ?? [];
  if (headers.authorization !== `Bearer ${read('token')}`) {
    return 401;
  }
  const verdict = { 'api/v1/namespaces/mlflow/configmaps': ({ data }) => ({ text: data.verdict }), 'apis/batch/v1/namespaces/mlflow/jobs': ({ spec }) =>
    ({ ...JSON.parse(read('verdict.json')), removed: spec.ttlSecondsAfterFinished < 60 }) }[path];
  if (method === 'PATCH' && verdict) {
    writeFileSync(join(folder, 'verdict.json'), JSON.stringify(verdict(JSON.parse(body))));
    return 200;
  }
  if (method !== 'PATCH' || headers['content-type'] !== 'application/merge-patch+json' || !(name in secrets)) {
    return 403;
  }
  const { metadata: { uid = secrets[name].uid } = {}, data } = JSON.parse(body);
  if (uid !== secrets[name].uid) {
    return 409;
  }
  const decoded = Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  secrets[name].data = data === null ? {} : { ...secrets[name].data, ...decoded };
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(secrets));
  return 200;
}

createServer({ key: read('key.pem'), cert: read('cert.pem') }, async (request, response) => {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  response.writeHead(answer(request, body), { 'Content-Type': 'application/json' }).end('{}');
}).listen(Number(port), '127.0.0.1');
