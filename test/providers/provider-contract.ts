import { describe, expect, test } from 'vitest';
import { IANAZone } from 'luxon';
import { metrics, registers } from '../../extensions/kilowatch/src/domain/metrics.ts';
import type { HttpTools } from '../../extensions/kilowatch/src/providers/http/exchange.ts';
import type {
	ConsentAccess,
	FailureClass,
	MeasureRules,
	Provider,
	ProviderFailure,
	ProviderWindow,
} from '../../extensions/kilowatch/src/providers/provider.ts';
import { consentScopes, providerNames } from '../../extensions/kilowatch/src/shared/names.ts';
import { openGate } from '../../extensions/kilowatch/src/providers/http/call-gate.ts';
import { noBreakers } from '../../extensions/kilowatch/src/providers/http/circuit-breaker.ts';

export interface ContractCase {
	/** makes the provider with the world it is given */
	create: (tools: HttpTools) => Provider;
	pointId: string;
	/** texts that are no point id of it */
	notPointIds: readonly string[];
	/** what its operator may answer to a token request; not needed where there is none */
	isTokenRequest?: (url: URL) => boolean;
	token?: () => Response;
	/** what opens a consent's data, where its consents bring tokens of their own */
	access?: ConsentAccess;
	/** an answer that must be understood, to a window of its measure */
	answers: readonly { window: Omit<ProviderWindow, 'pointId'>; body: string; points: number }[];
	/** what the operator says, and what has to be done about it */
	refusals: readonly { status: number; body: string; class: FailureClass }[];
	/** a callback of a holder who agreed where no further call is needed, and one of who did not */
	granted?: Readonly<Record<string, string>>;
	refused: Readonly<Record<string, string>>;
}

const now = new Date('2026-11-23T09:00:00Z');
const never = new AbortController().signal;

/** What every provider has to keep, whatever its operator is like: `docs/adding-a-provider.md`. */
export function describeProviderContract(name: string, contract: ContractCase): void {
	const { create, pointId, answers, refusals, access } = contract;
	/** the provider in a world that answers every call but the token's by `answer` */
	const withAnswer = (answer: (url: URL) => Response | Promise<Response>) =>
		create({
			now: () => now,
			sleep: () => Promise.resolve(),
			gate: openGate,
			breakers: noBreakers,
			fetch: (input) => {
				const url = new URL(input instanceof Request ? input.url : input);
				const isToken = contract.isTokenRequest?.(url) ?? false;

				return Promise.resolve(isToken && contract.token ? contract.token() : answer(url));
			},
		});
	const silent = withAnswer(() => Promise.reject(new TypeError('fetch failed')));
	const [first] = answers;
	if (!first) throw new Error('The contract needs an answer of every measure');
	const window: ProviderWindow = { ...first.window, pointId };

	describe(`${name} keeps the contract of a provider`, () => {
		/** A provider that is held back, with the calls it makes nevertheless and the turns it takes. */
		const heldBack = (tools: Pick<HttpTools, 'breakers'> & { until: Date | undefined }) => {
			const asked: URL[] = [];
			const entered: string[] = [];
			const provider = create({
				now: () => now,
				sleep: () => Promise.resolve(),
				gate: {
					...openGate,
					enter: ({ name }) => {
						entered.push(name);

						return Promise.resolve(tools.until);
					},
				},
				breakers: tools.breakers,
				fetch: (input) => {
					const url = new URL(input instanceof Request ? input.url : input);
					const isToken = contract.isTokenRequest?.(url) ?? false;
					if (!isToken) asked.push(url);

					return Promise.resolve(isToken && contract.token ? contract.token() : new Response(first.body));
				},
			});

			return { provider, asked, entered };
		};

		test('a call waits for its turn, and is not made when there is none', async () => {
			const retryAt = new Date(now.getTime() + 60_000);
			const { provider, asked, entered } = heldBack({ breakers: noBreakers, until: retryAt });

			expect(await provider.fetchWindow(window, never, access)).toMatchObject({
				kind: 'failure',
				failure: { class: 'throttled', retryAt },
			});
			expect(asked).toEqual([]);
			expect(provider.callLimits.map((limit) => limit.name)).toEqual(expect.arrayContaining(entered));
			expect(entered).toEqual([provider.callLimitOf(window.measure).name]);
		});

		test('a call is not made while the circuit of its API is open, and takes no turn', async () => {
			const failure: ProviderFailure = { class: 'outage', code: 'circuit_open', message: '', retryAt: now };
			const guarded: string[] = [];
			const { provider, asked, entered } = heldBack({
				until: undefined,
				breakers: {
					...noBreakers,
					guard: ({ api, about, make }) => {
						guarded.push(api);
						const isMeasure = provider.callLimits.some((limit) => limit.name === api);
						if (isMeasure) expect(about).toBe(pointId);

						return isMeasure ? Promise.resolve({ kind: 'failure', failure }) : make();
					},
				},
			});

			expect(await provider.fetchWindow(window, never, access)).toEqual({ kind: 'failure', failure });
			expect(asked).toEqual([]);
			expect(entered).toEqual([]);
			expect(provider.callLimits.map((limit) => limit.name)).toContain(guarded.at(-1));
		});

		test('its rules are possible', () => {
			const { rules } = silent;
			expect(providerNames).toContain(rules.name);
			expect(IANAZone.isValidZone(rules.timeZone)).toBe(true);
			expect(rules.publicationHour).toBeGreaterThanOrEqual(0);
			expect(rules.publicationHour).toBeLessThan(24);
			expect(rules.maxConsentMonths).toBeGreaterThan(0);
			const measures: MeasureRules[] = Object.values(rules.measures);
			expect(measures.length).toBeGreaterThan(0);
			for (const measure of measures) {
				expect(metrics).toContain(measure.metric);
				expect(registers).toContain(measure.register);
				expect(consentScopes).toContain(measure.scope);
				expect(measure.windowDays).toBeGreaterThan(0);
				expect(measure.correctionDays).toBeGreaterThanOrEqual(0);
				expect(measure.correctionDays).toBeLessThan(measure.windowDays);
				expect(measure.history.months).toBeGreaterThan(0);
				expect(86_400 % measure.usualStepSeconds).toBe(0);
			}
		});

		test('knows its point ids', () => {
			expect(silent.rules.isPointId(pointId)).toBe(true);
			for (const text of ['', ' ', `${pointId}0`, pointId.slice(1), ...contract.notPointIds])
				expect(silent.rules.isPointId(text), text).toBe(false);
		});

		test('sends the holder away with the state, and with no secret', () => {
			const verifier = silent.tokens?.makeVerifier();
			const url = silent.authorizationUrl({ state: 'a b&c', months: 12, verifier });
			expect(url.searchParams.get('state')).toBe('a b&c');
			expect(url.href).not.toContain('secret');
			if (verifier !== undefined) expect(url.href).not.toContain(verifier);
		});

		test('a holder who refuses has refused', async () => {
			const outcome = await silent.completeConsent({ state: 's', ...contract.refused }, never);
			expect(outcome.kind).toBe('refused');
		});

		test('a callback that says nothing opens nothing', async () => {
			expect((await silent.completeConsent({ state: 's' }, never)).kind).toBe('failure');
		});

		const { granted } = contract;
		if (granted) {
			test('a holder who agrees opens a point', async () => {
				const outcome = await silent.completeConsent({ state: 's', ...granted }, never);
				expect(outcome).toMatchObject({ kind: 'granted', points: [{ pointId }] });
			});
		}

		test.each(answers)(
			'$window.measure from $window.from is understood',
			async ({ window, body, points }) => {
				const provider = withAnswer(() => new Response(body));
				const outcome = await provider.fetchWindow({ ...window, pointId }, never, access);
				if (outcome.kind !== 'data') throw new Error(JSON.stringify(outcome));
				const rules = provider.rules.measures[window.measure];
				let found = 0;
				for (const { metric, register, readings, dayTotals } of outcome.series) {
					expect({ metric, register }).toEqual({ metric: rules?.metric, register: rules?.register });
					found += readings.length + dayTotals.length;
					const starts = readings.map(({ startSeconds }) => startSeconds);
					expect(new Set(starts).size).toBe(starts.length);
					for (const { date } of dayTotals) expect(date >= window.from && date < window.to, date).toBe(true);
				}
				expect(found).toBe(points);
			},
		);

		test.each(refusals)('$status $body is $class', async ({ status, body, class: failureClass }) => {
			const outcome = await withAnswer(() => new Response(body, { status })).fetchWindow(
				window,
				never,
				access,
			);
			expect(outcome).toMatchObject({ kind: 'failure', failure: { class: failureClass } });
		});

		test.each(['', 'null', '[]', '{}', '<html></html>', '{"error":', first.body.replace(pointId, '0')])(
			'a success of another form, %j, is loud',
			async (body) => {
				const outcome = await withAnswer(() => new Response(body)).fetchWindow(window, never, access);
				expect(outcome).toMatchObject({ kind: 'failure', failure: { class: 'shape' } });
			},
		);

		test('nobody answers: an outage, and nothing thrown', async () => {
			const outcome = await silent.fetchWindow(window, never, access);
			expect(outcome).toMatchObject({ kind: 'failure', failure: { class: 'outage' } });
		});

		test('a quota is throttled, with the moment where one is told', async () => {
			const provider = withAnswer(() => new Response('', { status: 429, headers: { 'retry-after': '60' } }));
			expect(await provider.fetchWindow(window, never, access)).toMatchObject({
				kind: 'failure',
				failure: { class: 'throttled', retryAt: new Date('2026-11-23T09:01:00Z') },
			});
		});

		test('a failure tells nothing of the point', async () => {
			for (const { status, body } of refusals) {
				const outcome = await withAnswer(() => new Response(`${body} ${pointId}`, { status })).fetchWindow(
					window,
					never,
					access,
				);
				expect(JSON.stringify(outcome)).not.toContain(pointId);
			}
		});
	});
}
