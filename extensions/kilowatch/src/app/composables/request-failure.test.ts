import { expect, test } from 'vitest';
import { translator } from '../locales/translate.ts';
import { explain, failureOf } from './request-failure.ts';

const english = translator('en-US');

function rejected(status: number, code: string, message: string) {
	return {
		message: 'Request failed',
		response: { status, data: { errors: [{ message, extensions: { code } }] } },
	};
}

test('reads code and sentence of a Directus error', () => {
	expect(failureOf(rejected(409, 'KILOWATCH_CONFLICT', 'taken'))).toEqual({
		status: 409,
		code: 'KILOWATCH_CONFLICT',
		message: 'taken',
	});
});

test('no answer is a network failure', () => {
	const failure = failureOf(new Error('Network Error'));

	expect(failure).toEqual({ status: undefined, code: undefined, message: 'Network Error' });
	expect(explain(failure, english)).toBe('The server does not answer. Check the connection and try again.');
});

test('known codes have our sentence, others show what the server said', () => {
	expect(explain(failureOf(rejected(409, 'KILOWATCH_CONFLICT', 'taken')), english)).toBe(
		'This meter is already connected, here or in another building.',
	);
	expect(explain(failureOf(rejected(503, 'SERVICE_UNAVAILABLE', 'Under pressure')), english)).toBe(
		'The server is busy at the moment. Try again shortly.',
	);
	expect(explain(failureOf(rejected(500, 'INTERNAL_SERVER_ERROR', 'boom')), english)).toBe(
		'Something went wrong: boom',
	);
	expect(
		explain(failureOf({ response: { status: 502, data: '<html>' }, message: 'Bad Gateway' }), english),
	).toBe('Something went wrong: Bad Gateway');
});
