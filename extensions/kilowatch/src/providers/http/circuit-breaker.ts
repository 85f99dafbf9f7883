import { BrokenCircuitError, circuitBreaker, CircuitState, handleAll } from 'cockatiel';
import type { ApiCircuit } from '../../shared/http-contract/status.ts';
import type { ProviderFailure } from '../provider.ts';
import { createOutageTally } from './outage-tally.ts';
import { probePauses } from './probe-pauses.ts';
import { WeighedCall, weighedCallIn, weightOf, type CallOutcome } from './weighed-call.ts';

/** Another call is not held up by the one that tries: it comes back when that will be over. */
const TRY_AGAIN_MS = 10_000;

export interface GuardedCall<Outcome> {
	/** the provider and its API, as in its call limit: `enedis/mesure_synchrone_auto` */
	api: string;
	/** the point or consent that the call asks about, where it does: its own trouble is nobody else's */
	about: string | undefined;
	/** asks the operator; takes its turn from the call gate, which a call that is not made must not */
	make: () => Promise<Outcome>;
}

export interface OpenCircuit {
	kind: 'failure';
	failure: ProviderFailure;
}

/**
 * Stand before an operator's APIs: one that does not answer is left alone for a while. Each process has its own, for each
 * finds out by its own calls, and by itself.
 */
export interface CircuitBreakers {
	/** Makes a call, unless the circuit of its API is open. */
	guard<Outcome extends CallOutcome>(call: GuardedCall<Outcome>): Promise<Outcome | OpenCircuit>;
	/** of every API that this process has called */
	circuits(): ApiCircuit[];
}

/** For an operator that is asked whatever it answered before. */
export const noBreakers: CircuitBreakers = {
	guard: ({ make }) => make(),
	circuits: () => [],
};

/**
 * The breakers of one process. Time is `Date.now()`, for that is the clock of the library.
 *
 * @param log is told once that an API is left alone, and once that it answers again
 */
export function createCircuitBreakers(
	log: (message: string, facts: Readonly<Record<string, unknown>>) => void,
): CircuitBreakers {
	const circuits = new Map<string, Circuit>();

	return {
		guard({ api, about, make }) {
			const circuit = circuits.get(api) ?? createCircuit(api, log);
			circuits.set(api, circuit);

			return circuit.guard(about, make);
		},
		circuits: () => [...circuits.values()].map((circuit) => circuit.read()),
	};
}

interface Circuit {
	guard<Outcome extends CallOutcome>(
		about: string | undefined,
		make: () => Promise<Outcome>,
	): Promise<Outcome | OpenCircuit>;
	read(): ApiCircuit;
}

function createCircuit(api: string, log: Parameters<typeof createCircuitBreakers>[0]): Circuit {
	const tally = createOutageTally();
	let pauseMs = 0;
	let openUntilMs = 0;
	let isLeftAlone = false;
	// An error is a mistake of ours and says nothing of the API: it must not close a circuit.
	const policy = circuitBreaker(
		handleAll.orResultType(WeighedCall, ({ weight }) => weight !== 'answer'),
		{
			breaker: {
				state: undefined,
				success: () => tally.clear(),
				failure: () => tally.isOutage,
			},
			halfOpenAfter: probePauses((durationMs) => {
				pauseMs = durationMs;
			}),
		},
	);
	policy.onBreak((reason) => {
		openUntilMs = Date.now() + pauseMs;
		if (pauseMs > 0) tally.clear();
		if (isLeftAlone) return;
		isLeftAlone = true;
		log('An operator’s API does not answer: it is left alone for a while', {
			api,
			code: weighedCallIn(reason)?.outcome.failure?.code,
			until: new Date(openUntilMs).toISOString(),
		});
	});
	policy.onReset(() => {
		isLeftAlone = false;
		log('An operator’s API answers again', { api });
	});

	return {
		async guard(about, make) {
			if (policy.state === CircuitState.HalfOpen) return notAsked(Date.now() + TRY_AGAIN_MS);
			try {
				const { outcome } = await policy.execute(async () => weigh(await make(), about));

				return outcome;
			} catch (error) {
				if (error instanceof BrokenCircuitError) return notAsked(openUntilMs);
				throw error;
			}
		},

		read() {
			if (policy.state === CircuitState.Closed) return { api, state: 'closed', open_until: null };
			if (policy.state === CircuitState.Open && Date.now() < openUntilMs)
				return { api, state: 'open', open_until: new Date(openUntilMs).toISOString() };

			return { api, state: 'half_open', open_until: null };
		},
	};

	/** What is seen at several points is believed; a single one may be the point's own trouble. */
	function weigh<Outcome extends CallOutcome>(outcome: Outcome, about: string | undefined) {
		const weight = weightOf(outcome, about);
		if (weight === 'outage') tally.addOutage();
		if (weight !== 'doubtful' || about === undefined) return new WeighedCall(outcome, weight);
		tally.addDoubtful(about);

		return new WeighedCall(outcome, tally.isSeenAtSeveralPoints ? 'outage' : 'doubtful');
	}
}

/** A call that was not made, for the ones before it were not answered. */
function notAsked(untilMs: number): OpenCircuit {
	return {
		kind: 'failure',
		failure: {
			class: 'outage',
			code: 'circuit_open',
			message: 'The operator did not answer the last calls and is left alone for a while',
			retryAt: new Date(untilMs),
		},
	};
}
