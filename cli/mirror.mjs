// mirror: the commands that copy to a registry mirror what a synthesized stack takes from there.
import { configOf, onlyStack } from './synthesized.mjs';
import { fail } from './terraform.mjs';

/**
 * Charts whose schemas of values refer to schemas on the internet: Helm refuses them where it does not get those.
 * https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/charts/nginx-ingress/values.schema.json
 */
const ONLINE_SCHEMAS = ['nginx-ingress'];

const COPY = {
  crane: (source, target) => `crane copy ${source} ${target}`,
  skopeo: (source, target) => `skopeo copy --all docker://${source} docker://${target}`,
};

/** What a stack takes from its mirror, as the library has written it down. */
function mirrorOf(folder) {
  return configOf(folder)['//']?.registryMirror
    ?? fail(`The stack in ${folder} has no mirror: give it 'registryMirror', or use RegistryMirror.apply(), and synthesize it again.`);
}

function imageCommands(images, copy) {
  return Object.entries(images).map(([source, target]) => /:[^/]+$/.test(source) ? copy(source, target)
    : `# ${source}, with the tag that its chart names, to ${target}`);
}

function chartCommands([source, target]) {
  const [, repository, chart, version] = /^(.+)\/([^/]+):([^/:]+)$/.exec(source);
  const to = target.slice(0, target.lastIndexOf('/'));
  const pull = `helm pull ${repository.startsWith('oci:') ? `${repository}/${chart}` : `${chart} --repo ${repository}`} --version ${version}`;
  const file = `${chart}-${version}.tgz`;
  return [
    ...(ONLINE_SCHEMAS.includes(chart)
      ? [`${pull} --untar`, `rm ${chart}/values.schema.json  # refers to schemas on the internet`, `helm package ${chart}`, `rm -r ${chart}`] : [pull]),
    to.startsWith('oci:') ? `helm push ${file} ${to}` : `# upload ${file} to ${to}`,
  ];
}

export function mirror(folder, { modelServers: all, skopeo, json }) {
  const { images, modelServerImages, charts } = mirrorOf(folder ?? onlyStack());
  if (json) {
    console.log(JSON.stringify({ images: { ...images, ...(all && modelServerImages) }, charts }, null, 2));
    return;
  }
  const copy = skopeo ? COPY.skopeo : COPY.crane;
  const left = Object.keys(modelServerImages).length;
  console.log([
    'set -e',
    ...imageCommands(images, copy),
    ...(left === 0 ? [] : all ? imageCommands(modelServerImages, copy)
      : [`# ${left} more images serve models of kinds that deployments may name: --model-servers copies them, too.`]),
    ...Object.entries(charts).flatMap(chartCommands),
  ].join('\n'));
}
