// cdktf captures a stack trace for each token, in a plain object, and shows it only if the token cannot be resolved.
// Jest maps each trace to the sources, which takes two thirds of the time of a test that creates a stack. Errors keep
// theirs.
const capture = Error.captureStackTrace;
Error.captureStackTrace = (target, below) => {
  if (Object.getPrototypeOf(target) !== Object.prototype) {
    capture(target, below);
  }
};
