import { serviceUrl } from '../../../src/kubernetes/private/service-url';

test.each([
  [undefined, 'http://zenml-server.zenml.svc.cluster.local'],
  [5000, 'http://zenml-server.zenml.svc.cluster.local:5000'],
])('the URL of a Service inside the cluster, port %s', (port, url) => {
  expect(serviceUrl('zenml-server', 'zenml', port)).toBe(url);
});
