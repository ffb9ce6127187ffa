// Types of repairs, and their output.
import { Release } from './cluster';
import { Say } from './stack';

interface Step {
  /** The reason, as a sentence without its full stop. */
  readonly because: string;
  /** Only an attempt: helm does not know whether the object exists. */
  readonly isGuess?: boolean;
  /** Repairs that run after this one. */
  readonly then?: readonly Repair[];
}

/** Imports an object into Terraform's state. */
export interface Import extends Step {
  readonly do: 'import';
  readonly address: string;
  readonly id: string;
  /** An AWS resource, whose import needs no cluster. */
  readonly isAws?: boolean;
}

/** Lets the next apply replace a resource. */
export interface Taint extends Step { readonly do: 'taint'; readonly address: string }

/** Deletes the newest record of a Helm release, so that the previous one is current again. */
export interface Forget extends Step { readonly do: 'forget'; readonly record: Release }

export type Repair = Import | Taint | Forget;

export interface RepairOptions {
  /** The next run is a destroy. */
  readonly destroying: boolean;
  readonly dryRun: boolean;
  /** Imports data that an earlier deployment with the same names retained. */
  readonly adopt: boolean;
  /** Continues even if a final snapshot of an earlier database exists. */
  readonly newDatabase: boolean;
  /** After a destroy that retained the data. */
  readonly keepsData: boolean;
  /** Seconds to wait for log groups that AWS re-creates. */
  readonly lateSeconds: number;
  readonly say: Say;
}

export interface AwsRepairOptions extends RepairOptions {
  /** Applies a repair. Returns whether it changed anything. */
  readonly carryOut: (repair: Repair) => Promise<boolean>;
}

/** Prints a repair, applied or planned. `repairCommand` reads these lines for `--json`. */
export function report(
  { dryRun, say }: Pick<RepairOptions, 'dryRun' | 'say'>, because: string, action: Repair['do'] | 'delete' | 'copy',
): void {
  say(`${dryRun ? 'To repair' : 'Repaired'}: ${because} (${action})`);
}

export const sleep = async (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));
