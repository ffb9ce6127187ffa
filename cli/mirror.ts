// mirror: the commands that copy images and charts of a synthesized stack to its registry mirror.
import { MirrorContents } from './documents';
import { configOf, onlyStack } from './synthesized';
import { fail } from './terraform';

/**
 * Charts whose values schemas reference schemas on the internet: Helm rejects the chart if it cannot fetch them.
 * https://github.com/nginx/kubernetes-ingress/blob/v5.5.4/charts/nginx-ingress/values.schema.json
 */
const ONLINE_SCHEMAS = ['nginx-ingress'];

type Copy = (source: string, target: string) => string;

const byCrane: Copy = (source, target) => `crane copy ${source} ${target}`;
const bySkopeo: Copy = (source, target) => `skopeo copy --all docker://${source} docker://${target}`;

/** The library's metadata about a stack's mirror. */
function mirrorOf(folder: string): MirrorContents {
  return configOf(folder)['//']?.registryMirror
    ?? fail(`The stack in ${folder} has no mirror: set 'registryMirror', or use RegistryMirror.apply(), `
      + 'and synthesize it again.');
}

function imageCommands(images: Readonly<Record<string, string>>, copy: Copy): string[] {
  return Object.entries(images).map(([source, target]) => /:[^/]+$/.test(source) ? copy(source, target)
    : `# ${source}, with the tag that its chart names, to ${target}`);
}

function chartCommands([source, target]: [string, string]): string[] {
  const [, repository, chart, version] = /^(.+)\/([^/]+):([^/:]+)$/.exec(source)!;
  const to = target.slice(0, target.lastIndexOf('/'));
  const location = repository.startsWith('oci:') ? `${repository}/${chart}` : `${chart} --repo ${repository}`;
  const pull = `helm pull ${location} --version ${version}`;
  const file = `${chart}-${version}.tgz`;
  const fetch = !ONLINE_SCHEMAS.includes(chart) ? [pull] : [
    `${pull} --untar`,
    `rm ${chart}/values.schema.json  # refers to schemas on the internet`,
    `helm package ${chart}`,
    `rm -r ${chart}`,
  ];
  return [...fetch, to.startsWith('oci:') ? `helm push ${file} ${to}` : `# upload ${file} to ${to}`];
}

/** Options of the command. */
export interface MirrorFlags { readonly modelServers?: boolean; readonly skopeo?: boolean; readonly json?: boolean }

/** The command. */
export function mirror(folder: string | undefined, { modelServers: all, skopeo, json }: MirrorFlags): void {
  const { images, modelServerImages, charts } = mirrorOf(folder ?? onlyStack());
  if (json) {
    console.log(JSON.stringify({ images: { ...images, ...(all && modelServerImages) }, charts }, null, 2));
    return;
  }
  const copy = skopeo ? bySkopeo : byCrane;
  const left = Object.keys(modelServerImages).length;
  console.log([
    'set -e',
    ...imageCommands(images, copy),
    ...(left === 0 ? [] : all ? imageCommands(modelServerImages, copy)
      : [`# ${left} more images serve models of kinds that deployments may name: --model-servers copies them, too.`]),
    ...Object.entries(charts).flatMap(chartCommands),
  ].join('\n'));
}
