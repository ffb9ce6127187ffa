// A synthesized stack, built again with the providers' classes alone.
import { createRequire } from 'node:module';
import type { TerraformResource, TerraformResourceConfig, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Block, blocksOf } from '../graph';

export type Cdktf = typeof import('cdktf');

/** The class of a provider or of a type of resource. */
interface Class {
  readonly tfResourceType?: string;
  new (scope: Construct, id: string, config: Block): TerraformResource;
}

const load = createRequire(__filename);
const classesIn = (module: string): Class[] => Object.values(load(module));
const classFor = (module: string, type: string) => classesIn(module).find((it) => it.tfResourceType === type)!;
/** The type of a resource, with "data." before that of a data source. */
const kindOf = (address: string) => address.slice(0, address.lastIndexOf('.'));
const camelCase = (name: string) => (/^[a-z][a-z0-9_]*$/.test(name)
  ? name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase()) : name);

/** Loads the classes of a configuration, and returns a function that adds it to a stack. */
export function bareStack(cdktf: Cdktf, configuration: Block): (stack: TerraformStack) => void {
  const blocks = new Map(blocksOf(configuration));
  const classes = new Map([...blocks.keys()].map(kindOf).map((kind) => [kind, classOf(cdktf, kind)]));
  const providers = Object.keys(configuration.provider)
    .map((name) => classFor(`@cdktf/provider-${name}/lib/provider`, name));
  return (stack) => {
    const resourceOf = resourcesIn(stack, blocks, classes);
    providers.forEach((Provider) => new Provider(stack, Provider.tfResourceType!, {}));
    [...blocks.keys()].forEach(resourceOf.create);
    Object.entries<Block>(configuration.output).forEach(([name, { value }]) =>
      new cdktf.TerraformOutput(stack, name, { value: resourceOf.text(value), staticId: true }));
  };
}

/** Creates resources of a stack, each once and after those that it names. */
function resourcesIn(stack: TerraformStack, blocks: Map<string, Block>, classes: Map<string, Class>) {
  const created = new Map<string, TerraformResource>();
  const create = (address: string): TerraformResource => {
    const existing = created.get(address);
    if (existing) {
      return existing;
    }
    const { 'depends_on': before = [], '//': metadata, 'for_each': forEach, ...block } = blocks.get(address)!;
    const dependsOn = before.map(create);
    const kind = kindOf(address);
    const resource = new (classes.get(kind)!)(stack, address.slice(kind.length + 1), {
      ...argumentsOf(block) as Block, dependsOn,
    });
    created.set(address, resource);
    if (forEach !== undefined) {
      resource.addOverride('for_each', text(forEach)); // cdktf takes an iterator there, whose expression this is.
    }
    return resource;
  };
  const text = (value: string): string => value.replace(/\$\{((?:data\.)?\w+\.[\w-]+)\.([\w.[\]]+)\}/g,
    (all, address, attribute) => (blocks.has(address) ? create(address).getStringAttribute(attribute) : all));
  const argumentsOf = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return text(value);
    }
    if (Array.isArray(value)) {
      return value.map(argumentsOf);
    }
    if (value === null || typeof value !== 'object') {
      return value;
    }
    const members = Object.entries(value).map(([name, member]) => [camelCase(name), argumentsOf(member)]);
    return Object.fromEntries(members);
  };
  return { create, text };
}

function classOf(cdktf: Cdktf, kind: string): Class {
  const type = kind.replace(/^data\./, '');
  const [provider, ...rest] = type.split('_');
  if (provider !== 'terraform') {
    const module = kind === type ? rest.join('-') : `data-${type.replaceAll('_', '-')}`;
    return classFor(`@cdktf/provider-${provider}/lib/${module}`, type);
  }
  return class extends cdktf.TerraformResource {
    private readonly config: Block;

    public constructor(scope: Construct, id: string, { dependsOn, ...config }: Block) {
      super(scope, id, { terraformResourceType: type, dependsOn } as TerraformResourceConfig);
      this.config = config;
    }

    protected synthesizeAttributes(): Block {
      return this.config;
    }
  };
}
