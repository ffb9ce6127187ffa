describe('stack traces, which Jest maps to sources slowly', () => {
  test('are kept by errors', () => {
    class Failure extends Error {}
    const error = Object.create(Error.prototype);
    Error.captureStackTrace(error);

    for (const { stack } of [new Error('it fails'), new Failure('it fails'), error]) {
      expect(stack).toContain('test/repository/jest.test.ts:');
    }
  });

  test('are not captured for the tokens of cdktf, which are plain objects', () => {
    const token = { stack: '' };
    Error.captureStackTrace(token);

    expect(token.stack).toBe('');
  });
});
