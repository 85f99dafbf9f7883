import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../http/exchange.ts';
import { classifyAnswer, classifyNoAnswer, classifyTokenAnswer } from './classify-failure.ts';
import { failureOfCode, historyFloorCodes } from './failure-codes.ts';

const now = new Date('2026-07-17T04:10:00Z');

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { kind: 'answer', status, headers: new Headers(headers), text, bytes: text.length };
}

const enedis = (error: string, error_description = '') => ({
	error,
	error_description,
	error_uri: 'https://bluecoder.enedis.fr/api-doc/consulter-souscrire',
});
const gateway = (code: string | number, message: string, description = '') => ({
	code,
	message,
	description,
});

describe('an answer of the measures', () => {
	test.each([
		[
			400,
			enedis('Invalid_request', 'usage_point_id must be 14 digits long'),
			'bad_request',
			'Invalid_request',
		],
		[400, enedis('ADAM-ERR0123', 'The requested period…'), 'bad_request', 'ADAM-ERR0123'],
		[400, enedis('ADAM-ERR0125'), 'bad_request', 'ADAM-ERR0125'],
		[400, enedis('ADAM-DC-0016'), 'bad_request', 'ADAM-DC-0016'],
		[400, enedis('ADAM-ERR0126'), 'bad_request', 'ADAM-ERR0126'],
		[400, enedis('ADAM-DC-0015'), 'bad_request', 'ADAM-DC-0015'],
		[400, enedis('ADAM-ERR0061'), 'consent', 'ADAM-ERR0061'],
		[400, enedis('ADAM-ERR0069'), 'bad_request', 'ADAM-ERR0069'],
		[400, enedis('ADAM-ERR0075'), 'no_data', 'ADAM-ERR0075'],
		[400, enedis('ADAM-ERR9999'), 'bad_request', 'ADAM-ERR9999'],
		[400, gateway('ADAM-ERR0123', 'The requested period…'), 'bad_request', 'ADAM-ERR0123'],
		[400, 'Bad Request', 'bad_request', 'http_400'],
		[415, '', 'bad_request', 'http_415'],
		[401, gateway('900901', 'Invalid Credentials'), 'auth', '900901'],
		[401, '', 'auth', 'http_401'],
		[
			403,
			enedis('ADAM-DC-0007', 'The customer is not owner of this usage point.'),
			'consent',
			'ADAM-DC-0007',
		],
		[403, enedis('ADAM-DC-0008'), 'consent', 'ADAM-DC-0008'],
		[403, enedis('ADAM_DC_0008'), 'consent', 'ADAM-DC-0008'],
		[403, gateway('ADAM-DC-0008', 'No consent can be found'), 'consent', 'ADAM-DC-0008'],
		[403, enedis('ADAM-DC-0009'), 'bad_request', 'ADAM-DC-0009'],
		[403, enedis('unauthorized_user'), 'bad_request', 'unauthorized_user'],
		[403, gateway('900908', 'Resource forbidden ', 'User is NOT authorized'), 'application', '900908'],
		[403, gateway(900908, 'Resource forbidden '), 'application', '900908'],
		[403, gateway('900910', 'The access token does not allow…'), 'application', '900910'],
		[403, enedis('SOMETHING-NEW'), 'shape', 'SOMETHING-NEW'],
		[403, '<html>blocked</html>', 'outage', 'http_403'],
		[404, enedis('no_data_found', 'no measure found for this usage point'), 'no_data', 'no_data_found'],
		[404, enedis('STM-ERR-0000014'), 'no_data', 'STM-ERR-0000014'],
		[404, enedis('STM-ERR-0000019'), 'no_data', 'STM-ERR-0000019'],
		[404, enedis('STM-ERR-0000020'), 'no_data', 'STM-ERR-0000020'],
		[404, gateway('404', 'Pas de mesure trouvée pour ce point'), 'no_data', '404'],
		[404, gateway('404', 'Not Found', 'The requested resource is not available.'), 'shape', '404'],
		[404, gateway('900906', 'No matching resource found'), 'application', '900906'],
		[404, 'La page que vous recherchez n’existe pas', 'outage', 'http_404'],
		[429, enedis('Quota Q3 reached', 'Call threshold allowed on 5:00:00'), 'throttled', 'Quota_Q3_reached'],
		[429, '', 'throttled', 'http_429'],
		[403, gateway('900804', 'Message throttled out'), 'throttled', '900804'],
		[500, enedis('ADAM-DC-0500'), 'outage', 'ADAM-DC-0500'],
		[500, enedis('STM-ERR-0000001'), 'outage', 'STM-ERR-0000001'],
		[500, enedis('technical_error', 'Technical error. Please try later.'), 'outage', 'technical_error'],
		[500, 'Internal Server error', 'outage', 'http_500'],
		[503, '', 'outage', 'http_503'],
		[408, '', 'outage', 'http_408'],
		[302, '', 'outage', 'http_302'],
		[418, {}, 'shape', 'http_418'],
	] as const)('%d %j', (status, body, failureClass, code) => {
		expect(classifyAnswer(answer(status, body), now)).toMatchObject({ class: failureClass, code });
	});

	test('a quota says until when', () => {
		const description =
			'You have exceeded your quota .You can access API after 2026-Jul-17 05:00:00+0000 UTC';
		const body = { ...gateway('900804', 'Message throttled out', description) };
		const retryAt = new Date('2026-07-17T05:00:00Z');
		expect(
			classifyAnswer(answer(429, { ...body, nextAccessTime: '2026-Jul-17 05:00:00+0000 UTC' }), now),
		).toEqual({
			class: 'throttled',
			code: '900804',
			message: 'Enedis’ limit of calls is reached',
			retryAt,
		});
		expect(classifyAnswer(answer(429, body), now).retryAt).toEqual(retryAt);
	});

	test('the former generation’s quota names a time of day in Paris', () => {
		const body = enedis('Quota Q4 reached', 'Call threshold allowed on 7:00:00');
		expect(classifyAnswer(answer(429, body), now)).toMatchObject({
			class: 'throttled',
			code: 'Quota_Q4_reached',
			retryAt: new Date('2026-07-17T05:00:00Z'),
		});
	});

	test('Retry-After counts where the body says nothing', () => {
		const retryAt = new Date('2026-07-17T04:11:00Z');
		expect(classifyAnswer(answer(429, '', { 'retry-after': '60' }), now).retryAt).toEqual(retryAt);
		expect(classifyAnswer(answer(503, '', { 'retry-after': '60' }), now).retryAt).toEqual(retryAt);
		const date = 'Fri, 17 Jul 2026 04:11:00 GMT';
		expect(classifyAnswer(answer(429, '', { 'retry-after': date }), now).retryAt).toEqual(retryAt);
		expect(classifyAnswer(answer(503, '', { 'retry-after': date }), now).retryAt).toEqual(retryAt);
	});

	test('what says nothing of a moment to come is asked again in a minute', () => {
		const inAMinute = new Date('2026-07-17T04:11:00Z');
		const over = { ...gateway('900804', 'throttled'), nextAccessTime: '2026-Jul-17 04:00:00+0000 UTC' };
		expect(classifyAnswer(answer(429, ''), now).retryAt).toEqual(inAMinute);
		expect(classifyAnswer(answer(429, '', { 'retry-after': '0' }), now).retryAt).toEqual(inAMinute);
		expect(classifyAnswer(answer(429, over), now).retryAt).toEqual(inAMinute);
		expect(classifyAnswer(answer(429, over, { 'retry-after': '90' }), now).retryAt).toEqual(
			new Date('2026-07-17T04:11:30Z'),
		);
		expect(classifyAnswer(answer(503, '', { 'retry-after': '0' }), now)).not.toHaveProperty('retryAt');
	});

	test('what the operator writes is not repeated, and no code grows without end', () => {
		const secret = 'eyJhbGciOi.secret';
		for (const status of [400, 401, 403, 404, 429, 500]) {
			const failure = classifyAnswer(answer(status, { ...enedis('oops', secret), message: secret }), now);
			expect(JSON.stringify(failure)).not.toContain(secret);
		}
		expect(classifyAnswer(answer(400, enedis(`a b\n${'x'.repeat(500)}`)), now).code).toMatch(/^a_b_x{60}$/);
	});
});

test('every code of the history floor is known as a request that is not to be repeated', () => {
	expect(historyFloorCodes.map((code) => failureOfCode[code]?.class)).toEqual([
		'bad_request',
		'bad_request',
		'bad_request',
		'bad_request',
	]);
});

describe('an answer of the token endpoint', () => {
	test.each([
		[400, enedis('invalid_client'), 'application', 'invalid_client'],
		[400, enedis('unauthorized_client'), 'application', 'unauthorized_client'],
		[401, enedis('invalid_client'), 'application', 'invalid_client'],
		[401, '', 'application', 'http_401'],
		[403, enedis('ADAM-DC-0008'), 'application', 'ADAM-DC-0008'],
		[415, '', 'application', 'http_415'],
		[429, '', 'throttled', 'http_429'],
		[500, 'Internal Server error', 'outage', 'http_500'],
		[503, '', 'outage', 'http_503'],
		[204, '', 'outage', 'http_204'],
	] as const)('%d %j', (status, body, failureClass, code) => {
		expect(classifyTokenAnswer(answer(status, body), now)).toMatchObject({ class: failureClass, code });
	});
});

test.each(['timeout', 'aborted', 'unreachable'] as const)('%s is an outage', (reason) => {
	expect(classifyNoAnswer({ kind: 'no_answer', reason })).toMatchObject({ class: 'outage', code: reason });
});
