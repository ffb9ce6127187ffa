// The pages of the reference, and links between them.
import { Type } from './assembly';
import { fail } from '../project';

/** The domains in the order of the index: title, and the page that explains them. */
export const DOMAINS: Readonly<Record<string, [string, string]>> = {
  stack: ['The stack', 'README.md'],
  network: ['Network', 'docs/cluster.md#existing-resources'],
  cluster: ['Cluster', 'docs/cluster.md'],
  storage: ['Artifact bucket', 'docs/operations.md#destroy-the-stack'],
  database: ['Database', 'docs/operations.md'],
  registry: ['Images', 'docs/operations.md#closed-networks'],
  ingress: ['Access from outside', 'docs/entrance.md'],
  zenml: ['ZenML', 'docs/zenml.md'],
  mlflow: ['MLflow', 'docs/mlflow.md'],
  seldon: ['Seldon Core', 'docs/seldon.md'],
  kubernetes: ['Values of any cluster', 'docs/extending.md'],
  general: ['Versions, data retention, inner resources', 'docs/extending.md#override-resource-arguments'],
};

/** Folders that share a page. */
const PAGES: Readonly<Record<string, string>> = {
  helm: 'registry', terraform: 'general', secrets: 'general', versions: 'general',
};

/** The page of a type: that of its folder in src/. */
export function domainOf(type: Type): string {
  const [, folder, file] = type.locationInModule.filename.split('/');
  const domain = file === undefined ? 'general' : PAGES[folder] ?? folder;
  return domain in DOMAINS ? domain
    : fail(`${type.name}: scripts/lib/docgen/domains.ts has no title for the folder src/${domain}.`);
}

/** A link to a type. @param here the page with the link, or undefined for the index */
export const linkTo = (type: Type, here?: string) =>
  `${domainOf(type) === here ? '' : `${domainOf(type)}.md`}#${type.name.toLowerCase()}`;
