// Runs checkov on the synthesized example and compares what fails with the list in docs/security.md: nothing may be missing there, or stale.
// Usage: node scripts/checkov.mjs [path to checkov]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run, stackFolder } from './lib/project.mjs';

const checkov = process.argv[2] ?? 'checkov';
const { stdout, error } = run(checkov, [
  '-d', stackFolder, '--framework', 'terraform_json', '--compact', '--quiet', '--skip-download', '--soft-fail', '-o', 'json',
], { quiet: true });
if (error) {
  fail(`checkov cannot be run (${error.message}). Install it: pip install checkov`);
}
const report = JSON.parse(stdout);
const { summary, results } = Array.isArray(report) ? report[0] : report;
const failed = new Set(results.failed_checks.map((check) => check.check_id));
const accepted = new Set(readFileSync(join(root, 'docs', 'security.md'), 'utf8').match(/\bCKV2?_[A-Z0-9]+_\d+\b/g));
const missing = results.failed_checks.filter((check) => !accepted.has(check.check_id));
const stale = [...accepted].filter((id) => !failed.has(id));

console.log(`checkov ${summary.checkov_version}: ${summary.passed} passed, ${summary.failed} failed (${failed.size} kinds), ${summary.parsing_errors} parsing errors`);
missing.forEach((check) => console.log(`  not in docs/security.md: ${check.check_id} ${check.resource}: ${check.check_name}`));
stale.forEach((id) => console.log(`  in docs/security.md, but passes: ${id}`));
process.exit(missing.length + stale.length + summary.parsing_errors === 0 && summary.passed > 0 ? 0 : 1);
