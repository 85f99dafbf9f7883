import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProviderFailure } from '../provider.ts';
import { notYet } from './call-gate.ts';
import { createCircuitBreakers, type CircuitBreakers } from './circuit-breaker.ts';
import type { CallOutcome } from './weighed-call.ts';

const API = 'operator/curve';
const START = new Date('2026-11-23T09:00:00Z');
const MINUTE_MS = 60_000;

let breakers: CircuitBreakers;
let logged: [string, unknown][];
let made: number;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['Date'], now: START });
	logged = [];
	made = 0;
	breakers = createCircuitBreakers((message, facts) => void logged.push([message, facts]));
});

afterEach(() => {
	vi.useRealTimers();
});

const failed = (failure: Partial<ProviderFailure>): CallOutcome => ({
	kind: 'failure',
	failure: { class: 'outage', code: 'http_503', message: '', ...failure },
});
const data: CallOutcome = { kind: 'data' };
const outage = failed({});
const doubtful = failed({ code: 'http_500', mayBeTheRequest: true });

function call(outcome: CallOutcome | Promise<CallOutcome>, about = 'point', api = API): Promise<CallOutcome> {
	return breakers.guard<CallOutcome>({
		api,
		about,
		make: () => {
			made += 1;

			return Promise.resolve(outcome);
		},
	});
}

async function calls(count: number, outcome: CallOutcome, about?: (index: number) => string) {
	for (let index = 0; index < count; index += 1) await call(outcome, about?.(index));
}

const inMinutes = (minutes: number) => new Date(START.getTime() + minutes * MINUTE_MS);
const refusedUntil = (retryAt: Date) =>
	expect.objectContaining({
		kind: 'failure',
		failure: expect.objectContaining({ class: 'outage', code: 'circuit_open', retryAt }) as unknown,
	}) as unknown;
const circuit = () => breakers.circuits().find(({ api }) => api === API);

describe('a circuit opens', () => {
	test.each([
		['503', outage],
		['time-outs', failed({ code: 'timeout' })],
		['no connection', failed({ code: 'unreachable' })],
	])('after five outages on end: %s', async (_, outcome) => {
		await calls(4, outcome);
		expect(circuit()).toEqual({ api: API, state: 'closed', open_until: null });
		expect(await call(outcome)).toBe(outcome);
		expect(circuit()).toEqual({ api: API, state: 'open', open_until: inMinutes(1).toISOString() });

		expect(await call(data)).toEqual(refusedUntil(inMinutes(1)));
		expect(made).toBe(5);
	});

	test('for its API alone', async () => {
		await calls(5, outage);
		expect(await call(data, 'point', 'operator/totals')).toBe(data);
		expect(breakers.circuits().map(({ api, state }) => [api, state])).toEqual([
			[API, 'open'],
			['operator/totals', 'closed'],
		]);
	});

	test.each<[string, CallOutcome]>([
		['data', data],
		...(['no_data', 'consent', 'bad_request', 'application', 'throttled', 'auth', 'shape'] as const).map(
			(failureClass): [string, CallOutcome] => [failureClass, failed({ class: failureClass, code: 'said' })],
		),
	])('not when answers come between: %s', async (_, answer) => {
		for (let round = 0; round < 3; round += 1) {
			await calls(4, outage);
			expect(await call(answer)).toBe(answer);
		}
		expect(circuit()?.state).toBe('closed');
		expect(logged).toEqual([]);
	});

	test.each<[string, CallOutcome]>([
		['held back by ourselves', { kind: 'failure', failure: notYet(START) }],
		['given up by ourselves', failed({ code: 'aborted' })],
	])('neither sooner nor later for calls %s', async (_, outcome) => {
		await calls(4, outage);
		await calls(9, outcome);
		expect(circuit()?.state).toBe('closed');
		await call(outage);
		expect(circuit()?.state).toBe('open');
	});

	test('not for one meter that is always answered with 500', async () => {
		await calls(50, doubtful);
		expect(circuit()?.state).toBe('closed');
	});

	test('for five meters that are answered with 500', async () => {
		await calls(8, doubtful, (index) => `point ${index % 4}`);
		expect(circuit()?.state).toBe('closed');
		await call(doubtful, 'point 4');
		expect(circuit()?.state).toBe('open');
	});

	test('for 500 where no point was asked for', async () => {
		for (let round = 0; round < 5; round += 1) {
			await breakers.guard({ api: API, about: undefined, make: () => Promise.resolve(doubtful) });
		}
		expect(circuit()?.state).toBe('open');
	});

	test('not for a mistake of ours', async () => {
		for (let round = 0; round < 9; round += 1) {
			await expect(call(Promise.reject(new Error('no database')))).rejects.toThrow('no database');
		}
		expect(circuit()?.state).toBe('closed');
	});
});

describe('an open circuit', () => {
	beforeEach(() => calls(5, outage));

	test('lets one call try, and closes with its answer', async () => {
		vi.setSystemTime(inMinutes(1));
		expect(circuit()).toEqual({ api: API, state: 'half_open', open_until: null });
		let answer: (outcome: CallOutcome) => void = () => undefined;
		const trying = call(new Promise<CallOutcome>((resolve) => (answer = resolve)));
		expect(await call(data)).toEqual(refusedUntil(new Date(inMinutes(1).getTime() + 10_000)));
		expect(made).toBe(6);

		answer(failed({ class: 'no_data' }));
		await trying;
		expect(circuit()?.state).toBe('closed');
		expect(await call(data)).toBe(data);
	});

	test('stays open twice as long after each try, up to 15 minutes; closed, it begins anew', async () => {
		let minutes = 1;
		for (const pause of [2, 4, 8, 15, 15]) {
			vi.setSystemTime(inMinutes(minutes));
			await call(outage);
			minutes += pause;
			expect(circuit()?.open_until).toBe(inMinutes(minutes).toISOString());
		}
		vi.setSystemTime(inMinutes(minutes));
		await call(data);
		await calls(5, outage);
		expect(circuit()?.open_until).toBe(inMinutes(minutes + 1).toISOString());
	});

	test('obeys a later moment that the operator names, for an hour at most', async () => {
		vi.setSystemTime(inMinutes(1));
		await call(failed({ retryAt: inMinutes(21) }));
		expect(circuit()?.open_until).toBe(inMinutes(21).toISOString());
		vi.setSystemTime(inMinutes(21));
		await call(failed({ retryAt: inMinutes(100_000) }));
		expect(circuit()?.open_until).toBe(inMinutes(81).toISOString());
		vi.setSystemTime(inMinutes(81));
		await call(failed({ retryAt: inMinutes(82) }));
		expect(circuit()?.open_until).toBe(inMinutes(89).toISOString());
	});

	test.each<[string, CallOutcome | Promise<CallOutcome>]>([
		['that was held back', { kind: 'failure', failure: notYet(START) }],
		['that was given up', failed({ code: 'aborted' })],
		['for a broken meter', doubtful],
	])('is not settled by a call %s: the next one tries', async (_, outcome) => {
		vi.setSystemTime(inMinutes(1));
		await call(outcome);
		expect(circuit()?.state).toBe('half_open');
		await call(outage, 'another');
		expect(circuit()?.open_until).toBe(inMinutes(3).toISOString());
	});

	test('is not settled by a mistake of ours', async () => {
		vi.setSystemTime(inMinutes(1));
		await expect(call(Promise.reject(new Error('no database')))).rejects.toThrow('no database');
		expect(circuit()?.state).toBe('half_open');
		expect(await call(data)).toBe(data);
		expect(circuit()?.state).toBe('closed');
	});

	test('is settled by two meters that are answered alike', async () => {
		vi.setSystemTime(inMinutes(1));
		await calls(3, doubtful);
		expect(circuit()?.state).toBe('half_open');
		await call(doubtful, 'another');
		expect(circuit()?.open_until).toBe(inMinutes(3).toISOString());
	});

	test('is told once, and so is its end', async () => {
		await call(outage);
		for (const minutes of [1, 3, 7]) {
			vi.setSystemTime(inMinutes(minutes));
			await call(outage);
		}
		vi.setSystemTime(inMinutes(15));
		await calls(3, data);
		expect(logged).toEqual([
			[
				'An operator’s API does not answer: it is left alone for a while',
				{ api: API, code: 'http_503', until: inMinutes(1).toISOString() },
			],
			['An operator’s API answers again', { api: API }],
		]);
	});

	test('a call that was under way when it opened changes nothing', async () => {
		vi.setSystemTime(inMinutes(1));
		await call(data);
		const answers: ((outcome: CallOutcome) => void)[] = [];
		const waiting = Array.from({ length: 7 }, () =>
			call(new Promise<CallOutcome>((resolve) => answers.push(resolve))),
		);
		for (const answer of answers.slice(0, 6)) answer(outage);
		await Promise.all(waiting.slice(0, 6));
		answers.at(-1)?.(data);
		expect(await waiting.at(-1)).toBe(data);
		expect(circuit()?.open_until).toBe(inMinutes(2).toISOString());
	});
});
