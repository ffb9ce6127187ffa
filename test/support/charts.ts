import { existsSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { dump, load } from 'js-yaml';
import { Block } from './synth';

const CHARTS = path.join(__dirname, '..', 'charts');

/** The text of a reference file of a chart, for example of `istiod-1.30.3`. */
export function chartFile(chart: string, file: string): string {
  return readFileSync(path.join(CHARTS, chart, file), 'utf8');
}

/** A chart's own values. Istio's charts wrap theirs; users set the inner paths. */
export function chartValues(chart: string): Block {
  const values = load(chartFile(chart, 'values.yaml')) as Block;
  return values._internal_defaults_do_not_set ?? values;
}

/** A chart's own schema of its values, if it has one. */
export function chartSchema(chart: string): Block | undefined {
  return existsSync(path.join(CHARTS, chart, 'values.schema.json')) ? JSON.parse(chartFile(chart, 'values.schema.json')) : undefined;
}

/**
 * The paths of `values` that the chart's own values do not have.
 *
 * Values that a chart leaves empty (`{}`, null) accept any members; `open` lists more maps that do.
 */
export function unknownPaths(values: Block, known: Block, open: string[] = [], at = ''): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = at ? `${at}.${key}` : key;
    if (!(key in known)) {
      return [here];
    }
    const inner = isMap(known[key]) && Object.keys(known[key]).length > 0 && !open.includes(here);
    return inner && isMap(value) ? unknownPaths(value, known[key], open, here) : [];
  });
}

/** The errors of a value against a JSON schema, one line each. */
export function schemaErrors(value: unknown, schema: Block): string[] {
  const { $schema, ...rest } = schema; // not all dialects of the charts are known here
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(rest);
  return validate(value) ? [] : validate.errors!.map((error) => `${error.instancePath} ${error.message}`);
}

/**
 * Compares a value with a golden file, both as YAML. `UPDATE_GOLDEN=1` writes the file instead, except in CI.
 *
 * @param folder the folder of the test, `__dirname`
 * @param name the file's name below `rendered/`, without `.yaml`
 */
export function expectGolden(folder: string, name: string, value: unknown): void {
  const file = path.join(folder, 'rendered', `${name}.yaml`);
  if (process.env.UPDATE_GOLDEN && !process.env.CI) {
    writeFileSync(file, dump(value, { lineWidth: 120 }));
  }
  expect(dump(value, { lineWidth: 120 })).toBe(readFileSync(file, 'utf8'));
}

function isMap(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
