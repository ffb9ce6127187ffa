import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { load } from 'js-yaml';
import { folderHash } from '../../../src/helm/local-chart';
import { GATEWAY_CHART } from '../../../src/seldon/private/gateway-chart';

let copy: string;
beforeEach(() => {
  copy = path.join(mkdtempSync(path.join(tmpdir(), 'chart-')), 'copy');
  cpSync(GATEWAY_CHART, copy, { recursive: true });
});
afterEach(() => rmSync(path.dirname(copy), { recursive: true }));

test('the hash does not depend on the path of the chart', () => {
  expect(folderHash(copy)).toBe(folderHash(GATEWAY_CHART));
});

test('the hash changes with a file\'s content', () => {
  writeFileSync(path.join(copy, 'templates', 'gateway.yaml'), 'kind: Other');
  expect(folderHash(copy)).not.toBe(folderHash(GATEWAY_CHART));
});

test('the hash changes with a file\'s name', () => {
  renameSync(path.join(copy, 'templates', 'gateway.yaml'), path.join(copy, 'templates', 'other.yaml'));
  expect(folderHash(copy)).not.toBe(folderHash(GATEWAY_CHART));
});

test('the template reads name and spec only from the values', () => {
  const template = readFileSync(path.join(GATEWAY_CHART, 'templates', 'gateway.yaml'), 'utf8');
  const spec = { selector: { istio: 'ingressgateway' }, servers: [{ hosts: ['*'] }] };
  const rendered = template
    .replace('{{ required "name is missing" .Values.name }}', 'models')
    .replace('{{ .Release.Namespace }}', 'istio-system')
    .replace('{{ .Release.Service }}', 'Helm')
    .replace('{{ .Release.Name }}', 'seldon-gateway')
    .replace('{{- toYaml .Values.spec | nindent 2 }}', JSON.stringify(spec));
  expect(load(rendered)).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: {
      name: 'models',
      namespace: 'istio-system',
      labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'seldon-gateway' },
    },
    spec,
  });
});
