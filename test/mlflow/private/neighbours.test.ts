import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Ingress, NginxIngressOptions } from '../../../src/ingress';
import { ClusterNamespace, ServiceExposure } from '../../../src/kubernetes';
import { messageOf, TestStack } from '../../support/synth';
import { create, Props } from '../tracking-server';

describe('with another server in the stack', () => {
  const other = (props: Props, first: Props = {}) => {
    const stack = new TestStack();
    create(first, stack, 'First');
    return () => create(props, stack, 'Second');
  };
  const elsewhere = { namespace: ClusterNamespace.create('other') };
  const EDGE = ClusterNamespace.create('edge');
  const PORT = ServiceExposure.nodePort({ nodePort: 30081 });
  const PUBLIC = Ingress.existingClass({ className: 'public', host: 'ml.example.com' });
  const nginx = (options: NginxIngressOptions): Props => ({ ...elsewhere, ingress: Ingress.nginx(options) });
  const MESSAGES = {
    namespace: 'namespace: got "mlflow", which \'test/First\' on the same cluster has. Must be another one. Names in '
      + 'it are fixed: each server needs its own namespace.',
    name: 'ingress.name: got "nginx-controller", which \'test/First/Nginx\' on the same cluster has. Must be another '
      + 'one. Cluster-scoped objects use it: choose another name, or use that controller by '
      + 'Ingress.sharedNginx().',
    className: 'ingress.className: got "nginx", which \'test/First/Nginx\' on the same cluster has. Must be another '
      + 'one. Two controllers with the same class process the same Ingresses: choose another name, or use that '
      + 'controller by Ingress.sharedNginx().',
    controller: 'ingress.namespace: got "ingress-nginx", which \'test/First/Nginx\' on the same cluster has. Must be '
      + 'another one if either is created. A created namespace is deleted with everything in it: choose another '
      + 'one, use ClusterNamespace.existing() for both, or use that controller by Ingress.sharedNginx().',
    nodePort: "ingress.exposure.nodePort: got 30081, which 'test/First/Nginx' on the same cluster has. Must be "
      + 'another one. A port of the nodes has one Service: name another, or use that controller by '
      + 'Ingress.sharedNginx().',
  };

  test.each<[string, Props, Props, string[]]>([
    ['the same in all', {}, {}, [MESSAGES.namespace, MESSAGES.name, MESSAGES.className, MESSAGES.controller]],
    ['the same namespace', { ingress: Ingress.none() }, {}, [MESSAGES.namespace]],
    ['the same existing namespace', { ingress: Ingress.none(), namespace: ClusterNamespace.existing('mlflow') }, {}, [
      MESSAGES.namespace,
    ]],
    ['the same controller', elsewhere, {}, [MESSAGES.name, MESSAGES.className, MESSAGES.controller]],
    ['the same name', nginx({ namespace: EDGE, className: 'ml' }), {}, [MESSAGES.name]],
    ['the same class', nginx({ namespace: EDGE, name: 'ml' }), {}, [MESSAGES.className]],
    ['the same namespace of the controller', nginx({ className: 'ml', name: 'ml' }), {}, [MESSAGES.controller]],
    ['a namespace that the other one creates', nginx({
      className: 'ml', name: 'ml', namespace: ClusterNamespace.existing('ingress-nginx'),
    }), {}, [MESSAGES.controller]],
    ['the same port of nodes', nginx({ className: 'ml', name: 'ml', namespace: EDGE, exposure: PORT }),
      { ingress: Ingress.nginx({ exposure: PORT }) }, [MESSAGES.nodePort]],
    ['the same host of a class', { ...elsewhere, ingress: PUBLIC }, { ingress: PUBLIC }, [
      'ingress.host: got "ml.example.com", the host of \'test/First/Ingress\' of the class "public". Must be another '
        + 'one. Each service answers at the root of a host, and supports no path prefix: choose another host.',
    ]],
  ])('%s is refused', (_, props, first, expected) => {
    expect(messageOf(other(props, first)).split('\n  - ').slice(1)).toEqual(expected);
  });

  test.each<[string, Props]>([
    ['its controller',
      { ...elsewhere, ingress: Ingress.existingClass({ className: 'nginx', host: 'ml.example.com' }) }],
    ['a separate namespace and controller', {
      ...elsewhere, ingress: Ingress.nginx({ namespace: EDGE, className: 'ml', name: 'ml' }),
    }],
  ])('%s is allowed', (_, props) => expect(other(props)).not.toThrow());

  test('allows two controllers in an existing namespace', () => {
    const namespace = ClusterNamespace.existing('edge');
    expect(other(nginx({ namespace, className: 'ml', name: 'ml' }), { ingress: Ingress.nginx({ namespace }) }))
      .not.toThrow();
  });

  test('allows another cluster', () => {
    const stack = new TestStack();
    create({}, stack, 'First');
    const kubernetesProvider = new KubernetesProvider(stack, 'second', { alias: 'second' });
    expect(() => create({ kubernetesProvider }, stack, 'Second')).not.toThrow();
  });

  test('the default provider is the same cluster, named or not', () => {
    const stack = new TestStack();
    create({}, stack, 'First');
    const kubernetesProvider = stack.node.findChild('kubernetes') as KubernetesProvider;
    expect(messageOf(() => create({ kubernetesProvider, ingress: Ingress.none() }, stack, 'Second')))
      .toContain(MESSAGES.namespace);
  });

  test('allows a server in a second stack', () => {
    create({});
    expect(() => create({})).not.toThrow();
  });
});
