import { Block } from './synth';

/** The variables of a job's first container; those from a Secret as `secret/key`. */
export const variablesOf = (job: Block): Record<string, string> => Object.fromEntries(job.spec.template.spec.container[0].env.map((it: Block) =>
  [it.name, it.value ?? `${it.value_from.secret_key_ref.name}/${it.value_from.secret_key_ref.key}`]));
