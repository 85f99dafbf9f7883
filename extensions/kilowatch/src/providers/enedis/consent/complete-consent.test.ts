import { describe, expect, test } from 'vitest';
import type { ConsentCallback, FailureClass } from '../../provider.ts';
import { completeConsent } from './complete-consent.ts';
import type { ApiOutcome, ApiRequest } from '../enedis-api.ts';

const never = new AbortController().signal;

function success(body: unknown): ApiOutcome {
	const text = JSON.stringify(body);
	return { kind: 'success', answer: { kind: 'answer', status: 200, headers: new Headers(), text, bytes: 0 } };
}

const listed = success({
	nbTotalServices: 1,
	serviceSouscrit: [
		{
			pointId: '09775542606818',
			soutirage: true,
			injection: false,
			dateFin: '2029-10-05',
			etatCode: 'ACTIF',
			autorisation: { autorisationId: 987654321 },
		},
	],
});
const nothing = success({ nbTotalServices: 0, serviceSouscrit: null });
const granted = {
	kind: 'granted',
	externalId: '987654321',
	points: [{ pointId: '09775542606818', validUntil: '2029-10-05', consumption: true, production: false }],
};
const refusal = (status: number, failureClass: FailureClass): ApiOutcome => ({
	kind: 'failure',
	status,
	failure: { class: failureClass, code: `http_${status}`, message: '' },
});

test('services on several pages are read to the end', async () => {
	const row = (pointId: string, injection: boolean) => ({ pointId, injection, soutirage: !injection });
	const page = (...rows: object[]) => success({ nbTotalServices: 3, serviceSouscrit: rows });
	const { run, requests } = setUp([
		page(row('09775542606818', false), row('09775542606818', false)),
		page(row('09775542606818', true)),
	]);

	expect(await run({ autorisation_id: '987654321' })).toMatchObject({
		kind: 'granted',
		points: [{ pointId: '09775542606818', consumption: true, production: true }],
	});
	expect(requests.map(({ json }) => (json as { page?: number }).page)).toEqual([undefined, 2]);
});

test('a list that promises more than it gives comes to an end', async () => {
	const { run, requests } = setUp([
		success({ nbTotalServices: 9, serviceSouscrit: [{ pointId: '09775542606818' }] }),
		success({ nbTotalServices: 9, serviceSouscrit: [] }),
	]);

	expect(await run({ autorisation_id: '987654321' })).toMatchObject({
		kind: 'granted',
		points: [{ pointId: '09775542606818', consumption: undefined, production: undefined }],
	});
	expect(requests).toHaveLength(2);
});

function setUp(outcomes: ApiOutcome[], callMs = 0) {
	const requests: ApiRequest[] = [];
	const pauses: number[] = [];
	let nowMs = 0;
	const run = (callback: ConsentCallback, signal = never) =>
		completeConsent(
			callback,
			(request) => {
				requests.push(request);
				nowMs += callMs;
				return Promise.resolve(outcomes[requests.length - 1] ?? nothing);
			},
			{
				now: () => new Date(nowMs),
				sleep: (durationMs) => {
					pauses.push(durationMs);
					nowMs += durationMs;
					return Promise.resolve();
				},
			},
			signal,
		);
	return { run, requests, pauses };
}

const callback = { autorisation_id: '987654321', state: 'abc' };

describe('a consent of generation 2026', () => {
	test('its meter is asked for', async () => {
		const { run, requests, pauses } = setUp([listed]);
		expect(await run(callback)).toEqual(granted);
		expect(requests).toEqual([
			{
				path: '/subscribed_services/v1',
				about: '987654321',
				json: {
					autorisationId: 987654321,
					comptage: false,
					etatCode: ['ACTIF', 'DEMANDE'],
					serviceType: 'ACCES',
				},
			},
		]);
		expect(pauses).toEqual([]);
	});

	test('is waited for while it is not listed, and through trouble', async () => {
		const { run, pauses } = setUp([
			nothing,
			refusal(404, 'shape'),
			refusal(500, 'outage'),
			success({ serviceSouscrit: [] }),
			listed,
		]);
		expect(await run(callback)).toEqual(granted);
		expect(pauses).toEqual([1000, 2000, 4000, 8000]);
	});

	test('five tries, then it is for later', async () => {
		const { run, requests } = setUp([]);
		expect(await run(callback)).toMatchObject({
			kind: 'later',
			failure: { class: 'no_data', code: 'no_service' },
		});
		expect(requests).toHaveLength(5);
	});

	test('no longer than twenty seconds', async () => {
		const { run, requests, pauses } = setUp([], 3000);
		expect(await run(callback)).toMatchObject({ failure: { code: 'no_service' } });
		expect(pauses).toEqual([1000, 2000, 4000]);
		expect(requests).toHaveLength(4);
	});

	test.each<[number, FailureClass]>([
		[403, 'application'],
		[401, 'auth'],
		[429, 'throttled'],
	])('what seconds cannot heal is for later at once (%d)', async (status, failureClass) => {
		const { run, requests } = setUp([refusal(status, failureClass)]);
		expect(await run(callback)).toMatchObject({ kind: 'later', failure: { class: failureClass } });
		expect(requests).toHaveLength(1);
	});

	test('trouble that has an end named is for later at once', async () => {
		const retryAt = new Date('2026-11-23T09:05:00Z');
		const failure = { class: 'outage', code: 'circuit_open', message: '', retryAt } as const;
		const { run, requests } = setUp([{ kind: 'failure', failure }]);
		expect(await run(callback)).toEqual({ kind: 'later', failure });
		expect(requests).toHaveLength(1);
	});

	test('an answer we do not understand is told at once', async () => {
		const { run, requests } = setUp([success({ serviceSouscrit: [{ pointId: 1 }] })]);
		expect(await run(callback)).toMatchObject({
			kind: 'failure',
			failure: { class: 'shape', code: 'unexpected_body' },
		});
		expect(requests).toHaveLength(1);
	});

	test('who gives up does not wait', async () => {
		const { run, requests, pauses } = setUp([]);
		await run(callback, AbortSignal.abort());
		expect(requests).toHaveLength(1);
		expect(pauses).toEqual([]);
	});

	test.each(['', 'abc', '-1', '1e3', '1;2', '99999999999999999999'])('%j is no consent', async (id) => {
		const { run, requests } = setUp([listed]);
		expect(await run({ autorisation_id: id })).toMatchObject({
			failure: { class: 'shape', code: 'unreadable_callback' },
		});
		expect(requests).toEqual([]);
	});
});

describe('a consent of v1 names its meters', () => {
	const point = (pointId: string) => ({
		pointId,
		validUntil: undefined,
		consumption: undefined,
		production: undefined,
	});

	test.each([
		['09775542606818', ['09775542606818']],
		['64975835695673,63695879465986', ['63695879465986', '64975835695673']],
		['64975835695673; 63695879465986;64975835695673;', ['63695879465986', '64975835695673']],
	])('%s', async (ids, points) => {
		const { run, requests } = setUp([]);
		expect(await run({ code: 'x', state: 'abc', usage_point_id: ids })).toEqual({
			kind: 'granted',
			externalId: points.join(','),
			points: points.map(point),
		});
		expect(requests).toEqual([]);
	});

	test.each(['', ';', '0977554260681', '09775542606818|64975835695673'])('%j names none', async (ids) => {
		expect(await setUp([]).run({ usage_point_id: ids })).toMatchObject({
			failure: { class: 'shape', code: 'unreadable_callback' },
		});
	});
});

describe('an error on the page', () => {
	test.each([
		['access_denied', 'access_denied', 'refused', 'consent', 'access_denied'],
		['invalid_request', 'demande_non_aboutie', 'failure', 'consent', 'demande_non_aboutie'],
		['invalid_request', 'invalid_duration_format', 'failure', 'bad_request', 'invalid_request'],
		['server_error', 'lincs-internal-server-error', 'failure', 'outage', 'server_error'],
		['unauthorized_client', '', 'failure', 'application', 'unauthorized_client'],
		['<script>', '<script>', 'failure', 'shape', 'unknown_callback_error'],
	])('%s, %s', async (error, description, kind, failureClass, code) => {
		const { run, requests } = setUp([listed]);
		const outcome = await run({ error, error_description: description, autorisation_id: '987654321' });
		expect(outcome).toMatchObject({ kind, failure: { class: failureClass, code } });
		expect(JSON.stringify(outcome)).not.toContain('<script>');
		expect(requests).toEqual([]);
	});
});

test('a callback that says nothing is a failure', async () => {
	expect(await setUp([]).run({ state: 'abc' })).toMatchObject({
		kind: 'failure',
		failure: { class: 'bad_request', code: 'incomplete_callback' },
	});
});
