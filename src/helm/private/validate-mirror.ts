import { isHostName, isPort } from '../../validation/rules';
import { known, Rule, struct } from '../../validation/shape';
import { mapOf, text } from '../../validation/values';
import { RegistryMirrorOptions } from '../registry-mirror-options';

const LISTED = 'images and charts to mirror are listed before the first apply';

/**
 * Pattern of a component of an image's path. Source:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
const PATH = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;

/** Whether Docker parses a string as a host, not as a name on Docker Hub: it has a dot or a port. */
function isHost(value: string): boolean {
  const [host, port, ...more] = value.split(':');
  return /[.:]/.test(value) && isHostName(host) && more.length === 0 && isPort(port);
}

function registryRemedy(value: string): string | undefined {
  if (value.includes('://')) {
    return 'Leave out the scheme.';
  }
  if (value.endsWith('/')) {
    return 'Leave out the slash at its end.';
  }
  return value !== value.toLowerCase() ? 'Write it in lower-case letters.'
    : /[.:]/.test(value.split('/')[0]) ? undefined : 'Without a dot or a port it is parsed as a name on Docker Hub.';
}

const IMAGE_REGISTRY: Rule<string> = known(text(
  'a host with a dot or a port, and a path or none, for example "registry.example.com/mirror"',
  (value) => {
    const [host, ...path] = value.split('/');
    return isHost(host) && path.every((it) => PATH.test(it));
  },
  registryRemedy,
), LISTED);

/** Hosts that are confused with Docker Hub's host in image names. */
const DOCKER_HUB = ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com', 'hub.docker.com'];

/** Rules for chart repositories of Helm. Sources: https://helm.sh/docs/topics/registries/ and …/chart_repository/ */
const CHART_REPOSITORY: Rule<string> = known(text(
  'a URL of "oci://", "https://" or "http://" without a slash at its end, for example '
    + '"oci://registry.example.com/charts"',
  (url) => {
    const parts = /^(?:oci|https?):\/\/[\w.-]+(?::(\d+))?(?:\/[\w.~-]+)*$/.exec(url);
    return parts !== null && isPort(parts[1]);
  },
  (url) => url.includes('@') ? 'Run helm registry login where Terraform runs.'
    : url.endsWith('/') ? 'Leave out the slash at its end.' : undefined,
), LISTED);

/** Rules for the options of a mirror. */
export const REGISTRY_MIRROR: Rule<RegistryMirrorOptions> = struct<RegistryMirrorOptions>({
  imageRegistry: IMAGE_REGISTRY,
  imageRegistryFor: mapOf(IMAGE_REGISTRY, {
    allowed: 'hosts of registries, for example "docker.io"',
    isAllowed: (host) => isHost(host) && !DOCKER_HUB.includes(host),
    remedyFor: (host) => DOCKER_HUB.includes(host) ? 'Did you mean "docker.io"?' : undefined,
  }),
  chartRepository: CHART_REPOSITORY,
}, (v, { imageRegistry, imageRegistryFor = {}, chartRepository }) => {
  if (imageRegistry === undefined && chartRepository === undefined && Object.keys(imageRegistryFor).length === 0) {
    const [one, other] = ['imageRegistryFor', 'chartRepository'].map((name) => v.nameOf(name));
    v.add('imageRegistry', `must be given where '${one}' and '${other}' are not`, 'Any one of them is enough.');
  }
});
