import { ProblemError, toProblemError } from './problem';

const document = { type: 'about:blank', title: 'No', status: 409, code: 'wrong-state', detail: 'It has moved on.', correlationId: 'c1' };

describe('toProblemError', () => {
  test.each([
    ['an answer of the proxy', { status: 502, data: '<html>' }, 'unreachable', 502],
    ['no answer', { status: 0 }, 'offline', 0],
    ['a thrown network error', new TypeError('Failed to fetch'), 'offline', 0],
    ['an answer of Grafana', { status: 404, data: { message: 'Not found' } }, 'unexpected', 404],
    ['a code that we do not know', { status: 409, data: { ...document, code: 'new-code' } }, 'unexpected', 409],
    ['a problem document', { status: 409, data: document }, 'wrong-state', 409],
    ['a problem document that nobody parsed', { status: 409, data: JSON.stringify(document) }, 'wrong-state', 409],
  ])('%s', (_, thrown, code, status) => {
    expect(toProblemError(thrown)).toMatchObject({ code, status });
  });

  test('keeps what the person and the developer need', () => {
    expect(toProblemError({ status: 409, data: document })).toMatchObject({ detail: 'It has moved on.', correlationId: 'c1', fields: [] });
  });

  test('leaves a ProblemError as it is', () => {
    const error = new ProblemError('forbidden', 403);
    expect(toProblemError(error)).toBe(error);
  });
});
