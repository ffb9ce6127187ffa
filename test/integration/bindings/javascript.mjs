// JavaScript and TypeScript: the commands of README.md for a user's repository, in an empty folder, with the package as
// it is published.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import ts from 'typescript';
import { blocksOf, snippetOf } from '../../../scripts/lib/readme.ts';
import { cached, readJson, run } from './lib.mjs';

export const name = 'JavaScript';

/** Other Nodes than the one that runs this, by their major versions: NODE_VERSIONS="22 24". */
const OTHER_NODES = (process.env.NODE_VERSIONS ?? '').split(' ').filter(Boolean);
const APPLY = /^terraform -chdir=(\S+) apply$/m;

/** Groups of checks, [what, check] each: one after the other, since each needs what the one before it has written. */
export async function* checks({ root, work, tarball }) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const program = snippetOf(readme);
  const [install, deploy, destroy] = blocksOf(readme, 'shell');
  const folder = join(work, 'own-repository');
  const write = (file, text) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const shell = (commands, env) => run('bash', ['-euo', 'pipefail', '-c', commands], { cwd: folder, env });

  const prepare = async () => {
    mkdirSync(folder);
    // No registry has what is tested here. All else comes from it.
    const [all, before] = /(npm install )cdktf-zenml-aws /.exec(install);
    await shell(install.replace(all, `${before}${tarball} `), { npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' });
    write('main.ts', program);
    return `installs in an empty folder: ${Object.keys(readJson(join(folder, 'package.json')).devDependencies).join()} and its peers`;
  };

  /** Nobody is here to say yes, and the stand-ins keep what is deployed in a folder. */
  const env = { LAB_STATE: join(folder, 'cloud'), TF_CLI_ARGS_apply: '-auto-approve -no-color', TF_CLI_ARGS_destroy: '-auto-approve -no-color' };

  /**
   * The README's deploy and destroy, on stand-ins of the providers. With the default retention the destroy is refused.
   */
  const deployed = async (apply, terraform) => {
    const added = /Resources: (\d+) added/.exec(await shell(apply, env))[1];
    await terraform('plan', '-input=false', '-detailed-exitcode');
    const refusal = await shell(destroy, env).then(() => 'destroyed', ({ message }) => message);
    if (!/KeptData_\w+ has lifecycle\.prevent_destroy/.test(refusal)) {
      throw new Error(`The destroy does not end as README.md says:\n${refusal}`);
    }
    await terraform('output', '-raw', 'kept-data');
    return `deploys ${added} resources as README.md says, and refuses to delete data`;
  };

  /**
   * What the README's commands make: a deployed stack where stand-ins of the providers are, else what Terraform finds
   * valid.
   */
  const commands = async () => {
    const [apply, stack] = APPLY.exec(deploy);
    const [local, ...onAws] = deploy.split(apply);
    const terraform = (...args) => run('terraform', [`-chdir=${stack}`, ...args], { cwd: folder, env });
    const [synthesis, init] = local.split(/^(?=terraform)/m);
    await shell(synthesis);
    write('wanted.json', readFileSync(join(folder, stack, 'cdk.tf.json'), 'utf8'));
    const bin = /npx (cdktf-zenml-aws) connect/.exec(onAws.join())[1];
    await shell(`npx --no-install ${bin} help`);
    if (!destroy.includes(`-chdir=${stack} destroy`)) {
      throw new Error('What is destroyed is not what is deployed.');
    }
    if (spawnSync('terraform', ['version']).status !== 0) {
      return 'synthesizes as README.md says; there is no Terraform here';
    }
    await shell(init);
    await terraform('validate');
    if (process.env.LAB === undefined) {
      return 'is valid as README.md deploys it';
    }
    return deployed(apply, terraform);
  };

  /** A program that writes the same stack as the README's own command. */
  const sameStack = (file, command) => async () => {
    const out = `out-${file.replaceAll('/', '-')}-${process.hrtime.bigint()}`;
    await run(command[0], [...command.slice(1), file], { cwd: folder, env: { CDKTF_OUTDIR: join(folder, out), PATH: command.path ?? process.env.PATH } });
    const got = readFileSync(join(folder, out, 'stacks', 'mlops', 'cdk.tf.json'), 'utf8');
    if (got !== readFileSync(join(folder, 'wanted.json'), 'utf8')) {
      throw new Error('it does not equal what README.md\'s command writes');
    }
    return 'equals main.ts';
  };

  const programs = (path, index) => {
    const node = Object.assign(['node'], { path });
    const tsx = Object.assign([join(folder, 'node_modules', '.bin', 'tsx')], { path });
    const { stdout: version } = spawnSync('node', ['-p', 'JSON.stringify([process.versions.node, Boolean(process.features.typescript)])'], {
      encoding: 'utf8', env: { ...process.env, PATH: path },
    });
    const [number, ownTypes] = JSON.parse(version);
    const found = [
      ...['main.cjs', 'main.mjs', 'esm/main.js', ...(ownTypes ? ['main.mts', 'esm/main.ts'] : [])].map((file) => [file, node]),
      ...['main.ts', ...(index === 0 ? ['main.mts', 'esm/main.ts'] : [])].map((file) => [file, tsx]),
    ];
    return found.map(([file, command]) => [`${name}: ${file} by ${command === node ? 'node' : 'tsx'} ${number}`, sameStack(file, command)]);
  };

  // It checks the types, too, and does not know TypeScript 7.
  const tsNode = ['node', join(root, 'node_modules', 'ts-node', 'dist', 'bin.js'), '--compiler', join(root, 'node_modules', 'typescript')];
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, skipLibCheck: true, types: [] };

  yield [[`${name}: the package`, prepare]];
  yield [[`${name}: README.md`, commands]];
  write('ts-node/tsconfig.json', JSON.stringify({ compilerOptions }));
  write('esm/package.json', '{ "type": "module" }');
  write('main.cjs', ts.transpile(program, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }));
  ['main.mjs', 'main.mts', 'esm/main.js', 'esm/main.ts', 'ts-node/main.ts'].forEach((file) => write(file, program));
  const others = await Promise.all(OTHER_NODES.map(nodeOf));
  yield [...[process.env.PATH, ...others].flatMap(programs), [`${name}: main.ts by ts-node`, sameStack('ts-node/main.ts', tsNode)]];
}

/** PATH with a Node of a major version first. */
async function nodeOf(major) {
  const program = `node-${process.platform}-${process.arch}`;
  const folder = await cached(`node-${major}`, program, async (to) => {
    writeFileSync(join(to, 'package.json'), '{}');
    await run('npm', ['install', '--no-audit', '--no-fund', `${program}@${major}`], { cwd: to });
    chmodSync(join(to, 'node_modules', program, 'bin', 'node'), 0o755);
  });
  return `${join(folder, 'node_modules', program, 'bin')}${delimiter}${process.env.PATH}`;
}
