import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { build } from '../../examples/eks-s3-rds/app';
import { config } from '../../examples/eks-s3-rds/config';
import * as criticalPaths from '../../scripts/lib/critical-path';
import { Block } from '../support/synth';

// docs/architecture.md matches the example.

const DOCS = join(__dirname, '..', '..', 'docs');
const text = readFileSync(join(DOCS, 'architecture.md'), 'utf8');
const example: Block = JSON.parse(Testing.synth(build(Testing.app(), config), true));
const blocks = (type: string) => Object.values(example.resource[type]) as Block[];
const section = (title: string) => text.split(`\n## ${title}\n`)[1].split('\n## ')[0];
const cells = (title: string, column: number) => section(title).split('\n').filter((line) => line.startsWith('| ')).slice(2)
  .flatMap((line) => [...line.split(' | ')[column].matchAll(/`([^`]+)`/g)].map(([, it]) => it));

test('the namespaces are those of the example', () => {
  expect(cells('Namespaces', 0).sort()).toEqual([...blocks('kubernetes_namespace_v1').map(({ metadata }) => metadata.name), 'kube-system'].sort());
});
test('the roles and their service accounts are those of the example', () => {
  const roles = new Map(blocks('aws_iam_role').map((role) => [role.name?.replace('zenml-demo', '<prefix>'), role.assume_role_policy]));
  expect(cells('Identities', 0).filter((role) => !roles.has(role))).toEqual([]);
  for (const line of section('Identities').split('\n').filter((it) => it.startsWith('| `<prefix>'))) {
    const [role, account] = [...line.matchAll(/`([^`]+)`/g)].map(([, it]) => it);
    if (account?.includes('/')) {
      expect(roles.get(role)).toContain(`system:serviceaccount:${account.replace('/', ':')}`);
    }
  }
});
test('the barriers are those of the example', () => {
  expect(cells('Order', 0)).toEqual(['NodesReady', 'PodsReady', 'ClusterReady']);
  expect(Object.keys(example.resource.terraform_data)).toEqual(expect.arrayContaining(cells('Order', 0)));
});
test('the node ports are those of the example', () => {
  const ports = blocks('kubernetes_service_v1').flatMap(({ spec }) => spec.port.map((it: Block) => it.node_port));
  expect([...new Set(section('Connections').match(/\b300\d\d\b/g))].map(Number).sort()).toEqual(ports.sort());
});
test('the critical path has the documented length', () => {
  const { total, seconds } = criticalPaths.criticalPath(example);
  expect(text).toContain(`a critical path of about ${Math.round(total / 60)} minutes`);
  const address = (type: string) => `${type}.${Object.keys(example.resource[type])[0]}`;
  expect(text).toContain(`cluster (${seconds(address('aws_eks_cluster')) / 60} minutes)`);
  expect(text).toContain(`the database (${Math.round(seconds(address('aws_db_instance')) / 60)} minutes)`);
});
