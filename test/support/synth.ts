import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Block, blocksOf, dependenciesOf } from '../../scripts/lib/graph';

export type { Block };

/** A synthesized stack with queries for tests. */
export class Synthesized {
  /** The synthesized JSON. */
  public readonly json: Block;
  private readonly edges = new Map<string, Set<string>>();

  public constructor(json: string) {
    this.json = JSON.parse(json);
    for (const [address, block] of blocksOf(this.json)) {
      this.edges.set(address, dependenciesOf(block));
    }
  }

  /** Addresses of all resources and data sources: `aws_vpc.Network_Vpc`, `data.aws_partition.Partition`. */
  public get addresses(): string[] {
    return [...this.edges.keys()];
  }

  /** All resources of a type by their Terraform name. */
  public all(type: string): Record<string, Block> {
    return this.json.resource?.[type] ?? {};
  }

  /** The only resource of a type, or the only one whose Terraform name contains `name`. */
  public one(type: string, name = ''): Block {
    return this.all(type)[this.only(Object.keys(this.all(type)), `${type} *${name}*`, name)];
  }

  /** The only data source of a type whose Terraform name contains `name`. */
  public data(type: string, name = ''): Block {
    const all = this.json.data?.[type] ?? {};
    return all[this.only(Object.keys(all), `data.${type} *${name}*`, name)];
  }

  /** The address of the only resource of a type whose Terraform name contains `name`. */
  public address(type: string, name = ''): string {
    return `${type}.${this.only(Object.keys(this.all(type)), `${type} *${name}*`, name)}`;
  }

  /** The synthesized outputs. */
  public get outputs(): Record<string, Block> {
    return this.json.output ?? {};
  }

  /** Whether `from` reaches `to` by references and depends_on, except over the edges in `without` ("from -> to"). */
  public reaches(from: string, to: string, without: string[] = []): boolean {
    const seen = new Set<string>();
    const todo = [from];
    while (todo.length > 0) {
      const at = todo.pop()!;
      for (const next of this.edges.get(at) ?? []) {
        if (without.includes(`${at} -> ${next}`)) {
          continue;
        }
        if (next === to) {
          return true;
        }
        if (!seen.has(next)) {
          seen.add(next);
          todo.push(next);
        }
      }
    }
    return false;
  }

  /** What an address depends on directly. */
  public dependencies(address: string): string[] {
    return [...(this.edges.get(address) ?? [])];
  }

  private only(names: string[], what: string, part: string): string {
    const matching = names.filter((name) => name.includes(part));
    if (matching.length !== 1) {
      throw new Error(`expected one ${what}, found ${matching.length} of: ${names.join(', ')}`);
    }
    return matching[0];
  }
}

/** A stack with the providers that constructs find by default. */
export class TestStack extends TerraformStack {
  /** The last one created. */
  public static last?: TestStack;

  public constructor(app: App = Testing.app()) {
    super(app, 'test');
    TestStack.last = this;
    new AwsProvider(this, 'aws', { region: 'eu-central-1' });
    new KubernetesProvider(this, 'kubernetes', { configPath: '~/.kube/config' });
    new HelmProvider(this, 'helm', { kubernetes: { configPath: '~/.kube/config' } });
    new RandomProvider(this, 'random');
    new TlsProvider(this, 'tls');
  }
}

/** Synthesizes what `build` adds to a stack with the providers. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TestStack();
  build(stack);
  return synthStack(stack);
}

/** Synthesizes a stack. */
export function synthStack(stack: TerraformStack): Synthesized {
  return new Synthesized(Testing.synth(stack, true));
}

/** The message of the error that `build` throws. */
export function messageOf(build: () => unknown): string {
  try {
    build();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, got none');
}

/** Tags without the marks of every resource. */
export function ownTags(tags: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('cdktf-zenml-aws/')));
}
