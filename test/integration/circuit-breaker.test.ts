/** An API of the simulated operator that does not answer, over HTTP: it alone is left alone, and recovers by itself. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCircuitBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import type { CircuitBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';
import type { WindowOutcome } from '../../extensions/kilowatch/src/providers/provider.ts';
import { startSimulatedOperator, type SimulatedOperator } from '../support/simulated-operator.ts';

const NOW = '2026-11-23T09:00:00Z';
const MEASURES = 'enedis/mesure_synchrone_auto';
const MINUTE_MS = 60_000;
const never = new AbortController().signal;

let operator: SimulatedOperator;
let breakers: CircuitBreakers;
let pointIds: string[];
let turns: string[];

beforeAll(async () => {
	operator = await startSimulatedOperator(NOW, {
		tools: {
			now: () => new Date(),
			breakers: { guard: (call) => breakers.guard(call), circuits: () => breakers.circuits() },
			gate: {
				enter: ({ name }) => {
					turns.push(name);

					return Promise.resolve(undefined);
				},
				shut: () => Promise.resolve(),
			},
		},
	});
	const meters = await operator.control<{ pointId: string }[]>('meters', 'GET');
	pointIds = meters.map(({ pointId }) => pointId);
	for (const pointId of pointIds.slice(0, 6)) await operator.share(pointId);
});

afterAll(() => operator.stop());

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
	breakers = createCircuitBreakers(() => undefined);
	turns = [];
	await operator.control('gateway', 'DELETE');
});

afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

const point = (index: number) => pointIds[index] ?? '';
const fetchDays = (pointId: string): Promise<WindowOutcome> =>
	operator.provider.fetchWindow({ measure: 'daily', pointId, from: '2026-11-10', to: '2026-11-12' }, never);
const fail = (kind: string, api?: string) =>
	operator.control('gateway', 'PUT', { next: { kind, calls: 1000, hangMs: 2000, ...(api ? { api } : {}) } });
const stateOf = (api: string) => breakers.circuits().find((circuit) => circuit.api === api)?.state;
const inMinutes = (minutes: number) => new Date(new Date(NOW).getTime() + minutes * MINUTE_MS);
/** The time of a call is up much sooner. */
const shortenCalls = () => {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50));
};

describe.each<[string, string, () => void]>([
	['unavailable_503', '303001', () => undefined],
	['html_504', 'http_504', () => undefined],
	['plain_500', 'http_500', () => undefined],
	['close', 'unreachable', () => undefined],
	['half_body', 'unreachable', () => undefined],
	['hang', 'timeout', shortenCalls],
])('%s', (kind, code, prepare) => {
	test('is met five times, then its API is left alone, the others go on, and it comes back by itself', async () => {
		await fetchDays(point(0));
		await fail(kind, 'mesure_synchrone_auto');
		prepare();
		for (let index = 0; index < 5; index += 1) {
			expect(await fetchDays(point(index))).toMatchObject({ failure: { class: 'outage', code } });
		}
		turns = [];
		expect(await fetchDays(point(5))).toMatchObject({
			failure: { class: 'outage', code: 'circuit_open', retryAt: inMinutes(1) },
		});
		expect(turns).toEqual([]);
		expect(stateOf(MEASURES)).toBe('open');

		expect(await operator.provider.fetchContract?.(point(0), never)).toMatchObject({ kind: 'contract' });
		expect(stateOf('enedis/situation_contrat_auto')).toBe('closed');

		await operator.control('gateway', 'DELETE');
		expect(await fetchDays(point(0))).toMatchObject({ failure: { code: 'circuit_open' } });
		vi.setSystemTime(inMinutes(1));
		expect(await fetchDays(point(0))).toMatchObject({ kind: 'data' });
		expect(stateOf(MEASURES)).toBe('closed');
		expect(await fetchDays(point(1))).toMatchObject({ kind: 'data' });
	});
});

test('garbage is an answer that nobody understands: loud, and no outage', async () => {
	await fail('garbage', 'mesure_synchrone_auto');
	for (let index = 0; index < 6; index += 1) {
		expect(await fetchDays(point(index))).toMatchObject({ failure: { class: 'shape' } });
	}
	expect(stateOf(MEASURES)).toBe('closed');
});

test('one meter that is always answered with 500 costs the others nothing', async () => {
	await operator.control(`meters/${point(0)}/faults`, 'PUT', {
		nextCalls: { calls: 1000, error: 'technical_error' },
	});
	for (let round = 0; round < 12; round += 1) {
		expect(await fetchDays(point(0))).toMatchObject({ failure: { class: 'outage', mayBeTheRequest: true } });
	}
	expect(stateOf(MEASURES)).toBe('closed');
	expect(await fetchDays(point(1))).toMatchObject({ kind: 'data' });
	await operator.control(`meters/${point(0)}/faults`, 'DELETE');
});
