import { formatImage, imageValues, parseImage } from '../../src/helm/images';

describe('parseImage', () => {
  test.each([
    ['busybox', ['docker.io', 'library/busybox', '']],
    ['busybox:1.38.0', ['docker.io', 'library/busybox', ':1.38.0']],
    ['docker.io/busybox:1', ['docker.io', 'library/busybox', ':1']],
    ['burakince/mlflow:3.15.1', ['docker.io', 'burakince/mlflow', ':3.15.1']],
    ['docker.io/nginx/nginx-ingress', ['docker.io', 'nginx/nginx-ingress', '']],
    ['registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.2', ['registry.k8s.io', 'autoscaling/cluster-autoscaler', ':v1.35.2']],
    ['registry.k8s.io/pause:3.10', ['registry.k8s.io', 'pause', ':3.10']],
    ['registry:5000/models', ['registry:5000', 'models', '']],
    ['registry:5000/models:1', ['registry:5000', 'models', ':1']],
  ])('%s', (image, parts) => {
    const { registry, path, tag } = parseImage(image);
    expect([registry, path, tag]).toEqual(parts);
  });

  test('a full name is unchanged', () => {
    const name = 'registry.istio.io/release/pilot:1.30.3';
    expect(formatImage(parseImage(name))).toBe(name);
  });
});

describe('imageValues', () => {
  const renamed = (image: string, values: Record<string, any>) =>
    imageValues([{ image, values }], (name) => ({ ...name, registry: 'mirror.example.com/a' }));

  test.each([
    ['registry', 'mirror.example.com/a'],
    ['hub', 'mirror.example.com/a/release/istio'],
    ['repository', 'mirror.example.com/a/release/istio/pilot'],
    ['tag', '1.30.3'],
    ['reference', 'mirror.example.com/a/release/istio/pilot:1.30.3'],
  ])('a value has the %s', (part, value) => {
    expect(renamed('registry.istio.io/release/istio/pilot:1.30.3', { 'a.b': part })).toEqual({ a: { b: value } });
  });

  test('values of several images are one document', () => {
    expect(imageValues([
      { image: 'docker.io/a/b:1', values: { 'x.image': 'repository', 'x.tag': 'tag' } },
      { image: 'docker.io/c/d:2', values: { 'x.other': 'reference' } },
    ], (name) => ({ ...name, registry: 'm.io' }))).toEqual({ x: { image: 'm.io/a/b', tag: '1', other: 'm.io/c/d:2' } });
  });

  test('unchanged images are omitted', () => {
    const images = [
      { image: 'docker.io/a/b:1', values: { image: 'repository' } }, { image: 'quay.io/c/d:2', values: { other: 'repository' } },
    ] as const;
    expect(imageValues([...images], (name) => name.registry === 'docker.io' ? { ...name, registry: 'm.io' } : undefined)).toEqual({ image: 'm.io/a/b' });
    expect(imageValues([...images], () => undefined)).toBeUndefined();
    expect(imageValues([], (name) => name)).toBeUndefined();
  });
});
