// Repairs: what they are, and how they are reported.
import { Release } from './cluster';
import { Say } from './stack';

interface Step {
  /** The reason, as a sentence without its full stop. */
  readonly because: string;
  /** Only an attempt: helm does not know whether the object exists. */
  readonly isGuess?: boolean;
  /** Repairs that follow this one. */
  readonly then?: readonly Repair[];
}

/** Takes an object into Terraform's state. */
export interface Import extends Step {
  readonly do: 'import';
  readonly address: string;
  readonly id: string;
  /** A resource of AWS, whose import needs no cluster. */
  readonly isAws?: boolean;
}

/** Lets the next apply replace a resource. */
export interface Taint extends Step { readonly do: 'taint'; readonly address: string }

/** Deletes the newest record of a Helm release, so that the previous one counts again. */
export interface Forget extends Step { readonly do: 'forget'; readonly record: Release }

export type Repair = Import | Taint | Forget;

export interface RepairOptions {
  /** The next run is a destroy. */
  readonly destroying: boolean;
  readonly dryRun: boolean;
  /** Imports data that an earlier deployment of the same names has kept. */
  readonly adopt: boolean;
  /** Continues although a final snapshot of an earlier database exists. */
  readonly newDatabase: boolean;
  /** After a destroy that has left the data. */
  readonly keepsData: boolean;
  /** For how many seconds AWS may create log groups again. */
  readonly lateSeconds: number;
  readonly say: Say;
}

export interface AwsRepairOptions extends RepairOptions {
  /** Carries a repair out; returns whether there was anything to do. */
  readonly carryOut: (repair: Repair) => Promise<boolean>;
}

/** Reports a repair, done or to be done. `repairCommand` reads these lines for `--json`. */
export function report(
  { dryRun, say }: Pick<RepairOptions, 'dryRun' | 'say'>, because: string, action: Repair['do'] | 'delete' | 'copy',
): void {
  say(`${dryRun ? 'To repair' : 'Repaired'}: ${because} (${action})`);
}

export const sleep = async (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));
