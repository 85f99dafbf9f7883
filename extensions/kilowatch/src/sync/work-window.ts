import { datesBetween, localDays, type LocalDay } from '../domain/local-days.ts';
import type {
	ConsentAccess,
	MeasuredSeries,
	MeasureRules,
	Provider,
	ProviderFailure,
	ProviderWindow,
} from '../providers/provider.ts';
import { ensureChannel, type Channel } from '../storage/channels.ts';
import { holdConsent, type Permission } from '../storage/consents.ts';
import type { Queryable } from '../storage/database.ts';
import { storeWindowIn } from '../storage/readings/store-window.ts';
import { fills } from './planner.ts';
import type { RunContext } from './run-context.ts';

/** A call longer than that is given up, whatever the provider's own limits are. */
export const CALL_LIMIT_MS = 60_000;

export interface WindowToWork {
	provider: Provider;
	rules: MeasureRules;
	window: ProviderWindow;
	device: string;
	/** the device's, as they were when the run began; another one that an answer holds is made */
	channels: readonly Channel[];
	consent: string;
	/** what opens the consent's data, where its provider has that */
	access: ConsentAccess | undefined;
	/** notes in the transaction that stores the answer that the window is done; what it throws leaves nothing stored */
	advance: (connection: Queryable, rowsWritten: number) => Promise<void>;
	/** a day still without what was asked for counts an attempt; not where it was asked for by hand */
	countAttempts: boolean;
}

/** How one call went. */
export type WorkedWindow = {
	/** the run knows of the call, for `advance` was called */
	isNoted: boolean;
	/** how the call ended: `ok`, or the failure's code */
	status: string;
	/** of the answer's body */
	bytes: number;
} & (
	| { kind: 'stored'; isEmpty: boolean }
	| { kind: 'failure'; failure: ProviderFailure }
	/** the consent or the meter, or just this scope, has ended meanwhile: nothing of the answer is kept */
	| { kind: 'ended' }
	| { kind: 'taken_back' }
);

/** Asks the operator for one window, and stores what it answers in one transaction. */
export async function workWindow(context: RunContext, work: WindowToWork): Promise<WorkedWindow> {
	const { provider, window } = work;
	const answer = await provider.fetchWindow(window, AbortSignal.timeout(CALL_LIMIT_MS), work.access);
	const call =
		answer.kind === 'data'
			? { status: 'ok', bytes: answer.bytes }
			: { status: answer.failure.code, bytes: 0 };
	const failure =
		answer.kind === 'failure' && answer.failure.class !== 'no_data' ? answer.failure : undefined;

	if (failure) {
		context.log('A call to the operator failed', {
			device: work.device,
			measure: window.measure,
			class: failure.class,
			code: failure.code,
		});
		if (!isUnreadDay(failure, window)) return { kind: 'failure', isNoted: false, failure, ...call };
	}

	const series = answer.kind === 'data' ? answer.series : [];
	const permission = await store(context, work, series);
	if (permission !== 'given') return { kind: permission, isNoted: false, ...call };

	return failure
		? { kind: 'failure', isNoted: true, failure, ...call }
		: { kind: 'stored', isNoted: true, isEmpty: series.length === 0, ...call };
}

/** A day that nobody understands is a hole like another: it is asked again on the same schedule, and not for ever. */
function isUnreadDay(failure: ProviderFailure, { from, to }: ProviderWindow): boolean {
	return failure.class === 'shape' && datesBetween(from, to).length === 1;
}

/** @returns whether it might be stored still, and so was */
async function store(
	context: RunContext,
	work: WindowToWork,
	series: readonly MeasuredSeries[],
): Promise<Permission> {
	const { provider, window } = work;
	const days = localDays(window.from, window.to, provider.rules.timeZone);

	return context.database.transaction(async (connection) => {
		const permission = await holdConsent(connection, work.consent, work.rules.scope);
		if (permission !== 'given') return permission;
		let rowsWritten = 0;
		for (const one of withHoles(series, work.rules)) {
			rowsWritten += await storeSeries(context, connection, { ...work, series: one, days });
		}
		await work.advance(connection, rowsWritten);

		return permission;
	});
}

/** An answer without what was asked for is still an answer: its days are holes, and the ledger has to say so. */
function withHoles(series: readonly MeasuredSeries[], rules: MeasureRules): readonly MeasuredSeries[] {
	if (series.some((one) => fills(rules, one))) return series;

	return [...series, { metric: rules.metric, register: rules.register, readings: [], dayTotals: [] }];
}

async function storeSeries(
	context: RunContext,
	connection: Queryable,
	{
		device,
		channels,
		rules,
		countAttempts,
		series,
		days,
	}: Pick<WindowToWork, 'device' | 'channels' | 'rules' | 'countAttempts'> & {
		series: MeasuredSeries;
		days: LocalDay[];
	},
): Promise<number> {
	const known = channels.find(
		({ metric, register }) => metric === series.metric && register === series.register,
	);
	const channel = known?.id ?? (await ensureChannel(connection, device, series.metric, series.register));
	const isCurve = rules.kind === 'curve';
	const stored = await storeWindowIn(connection, {
		channel,
		metric: series.metric,
		source: 'operator',
		days,
		readings: series.readings,
		dayTotals: series.dayTotals,
		usualStepSeconds: isCurve ? rules.usualStepSeconds : undefined,
		asked: countAttempts ? { totals: !isCurve, curve: isCurve, at: context.now() } : undefined,
	});

	if (stored.refused > 0) {
		context.log('The operator sent values that cannot be true', {
			device,
			metric: series.metric,
			refused: stored.refused,
		});
	}

	return stored.rowsWritten;
}
