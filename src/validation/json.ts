import { isPlainObject } from './shape';
import { show } from './show';
import { isUnknown, Validation } from './validation';

const ALLOWED = 'a text, a finite number, true, false, null, a list or an object of these';

/** Adds each part of a value that JSON cannot say, which would be left out or changed without a word. */
export function refuseOtherThanJson(v: Validation, prop: string, value: unknown, within: unknown[] = []): void {
  if (isUnknown(value) || value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) {
    return;
  }
  if (within.includes(value)) {
    v.addWrongType(prop, ALLOWED, 'an object that refers to itself');
  } else if (Array.isArray(value)) {
    // Array.from: forEach() passes over holes.
    Array.from(value).forEach((it, index) => refuseOtherThanJson(v.at(prop), `[${index}]`, it, [...within, value]));
  } else if (isPlainObject(value)) {
    Object.entries(value).filter(([, it]) => it !== undefined)
      .forEach(([name, it]) => refuseOtherThanJson(v.at(prop), name, it, [...within, value]));
  } else {
    v.addWrongType(prop, ALLOWED, show(value));
  }
}
