// The outputs of a deployed stack.
import { Outputs, OutputsDocument } from './documents';
import { objectIn } from './files';
import { terraformIn } from './synthesized';
import { fail, jsonIn } from './terraform';

export const OUTPUTS_REMEDY = 'Give what terraform output -json prints.';

function read(folder: string, program?: string): { readonly binary: string; readonly outputs: OutputsDocument } {
  const { binary, terraform } = terraformIn(folder, program);
  const asked = terraform('output', '-json');
  if (asked.status !== 0) {
    fail(`${binary} cannot read the outputs of ${folder}:\n${asked.stderr}`);
  }
  const remedy = `Try in ${folder}: ${binary} output -json`;
  return { binary, outputs: objectIn(jsonIn(asked.stdout), `What ${binary} prints of the outputs`, remedy) };
}

/** The outputs of a deployed stack, each with whether it is sensitive; none before a deploy. */
export const outputsIn = (folder: string, program?: string): OutputsDocument => read(folder, program).outputs;

/** The values of the outputs of a deployed stack; none before a deploy. */
export function outputsOf(folder: string, program?: string): Outputs {
  const { binary, outputs } = read(folder, program);
  return valuesOf(outputs, binary);
}

/** Values in what `terraform output -json` prints. */
export function valuesOf(outputs: OutputsDocument, source: string): Outputs {
  const other = Object.entries(outputs).find(([, it]) => typeof it !== 'object' || it === null);
  return other === undefined ? Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]))
    : fail(`${source} has no value for ${other[0]}. ${OUTPUTS_REMEDY}`);
}
