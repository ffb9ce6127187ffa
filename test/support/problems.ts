import { messageOf } from './synth';
import { checkValue, Rule } from '../../src/validation/shape';
import { Validation, ValidationContext } from '../../src/validation/validation';

/** The problems that a check finds. */
export function problemsOf(check: (v: Validation) => void, context?: ValidationContext): string[] {
  const message = (() => {
    try {
      Validation.run('Part', check, context);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  })();
  return message.split('\n  - ').slice(1);
}

/** The problems that a rule finds with a value of the prop `prop` or, for '', with the props themselves. */
export function problemsWith(rule: Rule<any>, value: unknown, prop = 'prop', context?: ValidationContext): string[] {
  return problemsOf((v) => checkValue(v, prop, value, rule), context);
}

/** The problems in the error that `build` throws, without its first line. */
export function refusals(build: () => unknown): string[] {
  return messageOf(build).split('\n  - ').slice(1);
}
