import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Ingress } from '../../../src/ingress';
import { ClusterNamespace } from '../../../src/kubernetes';
import { messageOf, TestStack } from '../../support/synth';
import { create, Props } from '../tracking-server';

describe('beside another one in the stack', () => {
  const other = (props: Props, first: Props = {}) => {
    const stack = new TestStack();
    create(first, stack, 'First');
    return () => create(props, stack, 'Second');
  };
  const elsewhere = { namespace: ClusterNamespace.create('other') };
  const MESSAGES = {
    namespace: '\'namespace\' must differ from that of \'test/First\' on the same cluster, both are "mlflow". Names in '
      + 'it are fixed: each server needs a namespace of its own.',
    controller: "'ingress.namespace' must differ from that of 'test/First/Nginx' on the same cluster, both are "
      + '"ingress-nginx". Each controller needs a namespace of its own: name another one, or use that controller by '
      + 'Ingress.existingClass().',
    className: "'ingress.className' must differ from that of 'test/First/Nginx' on the same cluster, both are "
      + '"nginx". Two controllers with one class disturb each other: name another one, or use that controller by '
      + 'Ingress.existingClass().',
  };

  test.each<[string, Props, Props, string[]]>([
    ['the same in all', {}, {}, [MESSAGES.namespace, MESSAGES.controller, MESSAGES.className]],
    ['the same namespace', { ingress: Ingress.none() }, {}, [MESSAGES.namespace]],
    ['the same existing namespace', { ingress: Ingress.none(), namespace: ClusterNamespace.existing('mlflow') }, {}, [
      MESSAGES.namespace,
    ]],
    ['the same controller', elsewhere, {}, [MESSAGES.controller, MESSAGES.className]],
    ['the same class', { ...elsewhere, ingress: Ingress.nginx({ namespace: ClusterNamespace.create('edge') }) }, {}, [
      MESSAGES.className,
    ]],
    ['the same namespace of the controller', { ...elsewhere, ingress: Ingress.nginx({ className: 'ml' }) }, {}, [
      MESSAGES.controller,
    ]],
  ])('%s is refused', (_, props, first, expected) => {
    expect(messageOf(other(props, first)).split('\n  - ').slice(1)).toEqual(expected);
  });

  test.each<[string, Props]>([
    ['its controller',
      { ...elsewhere, ingress: Ingress.existingClass({ className: 'nginx', host: 'ml.example.com' }) }],
    ['a namespace and a controller of its own', {
      ...elsewhere, ingress: Ingress.nginx({ namespace: ClusterNamespace.create('edge'), className: 'ml' }),
    }],
  ])('%s is admitted', (_, props) => expect(other(props)).not.toThrow());

  test('another cluster is admitted', () => {
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

  test('a second stack is admitted', () => {
    create({});
    expect(() => create({})).not.toThrow();
  });
});
