import { isPlainObject } from './shape';
import { show } from './show';
import { isUnknown, Validation } from './validation';

const ALLOWED = 'a text, a finite number, true, false, null, a list or an object of these';

/** Reports each part of a value that JSON cannot represent, which would be silently omitted or changed. */
export function refuseOtherThanJson(v: Validation, prop: string, value: unknown, within: unknown[] = []): void {
  if (isUnknown(value) || value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) {
    return;
  }
  if (within.includes(value)) {
    v.addWrongType(prop, ALLOWED, 'got an object that refers to itself');
  } else if (Array.isArray(value)) {
    // Array.from, because forEach() skips holes.
    Array.from(value).forEach((it, index) => refuseOtherThanJson(v.at(prop), `[${index}]`, it, [...within, value]));
  } else if (isPlainObject(value)) {
    Object.entries(value).filter(([, it]) => it !== undefined)
      .forEach(([name, it]) => refuseOtherThanJson(v.at(prop), name, it, [...within, value]));
  } else {
    v.addWrongType(prop, ALLOWED, `got ${show(value)}`);
  }
}
