import { IGrantee, PolicyStatement } from '../../src/terraform/policy-statement';

/** Collects the statements that are granted to it. */
export class TestGrantee implements IGrantee {
  public readonly statements: PolicyStatement[] = [];

  public addStatements(...statements: PolicyStatement[]): void {
    this.statements.push(...statements);
  }

  /** Granted actions, each with its resources. */
  public get actions(): [action: string, resources: string][] {
    return this.statements.flatMap(({ actions, resources }) =>
      actions.map((action): [string, string] => [action, resources.join()]));
  }
}
