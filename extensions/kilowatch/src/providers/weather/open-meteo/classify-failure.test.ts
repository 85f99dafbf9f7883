import { expect, test } from 'vitest';
import { classifyAnswer, classifyNoAnswer } from './classify-failure.ts';

const now = new Date('2026-11-25T17:40:30Z');

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);

	return { kind: 'answer', status, text, bytes: text.length, headers: new Headers(headers) } as const;
}

const refused = (reason: string) => ({ error: true, reason });

test.each([
	['Minutely API request limit exceeded. Please try again in one minute.', 'minutely_limit', '17:41:05'],
	['Hourly API request limit exceeded. Please try again in the next hour.', 'hourly_limit', '18:00:05'],
	['Too many concurrent requests', 'http_429', '17:41:05'],
])('429 %s', (reason, code, time) => {
	expect(classifyAnswer(answer(429, refused(reason)), now)).toMatchObject({
		class: 'throttled',
		code,
		retryAt: new Date(`2026-11-25T${time}Z`),
	});
});

test('the day’s limit begins anew with the UTC day, and a header wins', () => {
	const reason = 'Daily API request limit exceeded. Please try again tomorrow.';
	expect(classifyAnswer(answer(429, refused(reason)), now).retryAt).toEqual(new Date('2026-11-26T00:00:05Z'));
	expect(classifyAnswer(answer(429, refused(reason), { 'retry-after': '30' }), now).retryAt).toEqual(
		new Date('2026-11-25T17:41:00Z'),
	);
});

test.each([
	[400, refused('Latitude must be in range of -90 to 90°. Given: 300.0.'), 'bad_request', 'http_400'],
	[400, refused('The supplied API key is invalid.'), 'application', 'api_key'],
	[403, 'Forbidden', 'application', 'api_key'],
	[500, refused('Internal'), 'outage', 'http_500'],
	[502, '<html></html>', 'outage', 'http_502'],
	[404, '<html></html>', 'outage', 'http_404'],
	[301, '', 'outage', 'http_301'],
] as const)('%i %j is %s', (status, body, failureClass, code) => {
	expect(classifyAnswer(answer(status, body), now)).toMatchObject({ class: failureClass, code });
});

test('nothing of what was asked comes back in a failure', () => {
	const told = JSON.stringify(
		classifyAnswer(answer(400, refused('apikey=s3cret latitude=45.76 is wrong')), now),
	);
	expect(told).not.toMatch(/s3cret|45\.76/);
	const other = JSON.stringify(classifyAnswer(answer(400, refused('latitude=45.76 is s3cret')), now));
	expect(other).not.toMatch(/s3cret|45\.76/);
});

test('no answer is an outage', () => {
	expect(classifyNoAnswer({ kind: 'no_answer', reason: 'timeout' })).toMatchObject({
		class: 'outage',
		code: 'timeout',
	});
});
