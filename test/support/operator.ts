import type { CallLimit } from '../../extensions/kilowatch/src/domain/call-limit.ts';
import type {
	ConsentOutcome,
	ContractOutcome,
	Measure,
	MeasureRules,
	Provider,
	ProviderFailure,
	ProviderWindow,
	WindowOutcome,
} from '../../extensions/kilowatch/src/providers/provider.ts';

const totals = {
	register: 'total',
	kind: 'totals',
	scope: 'daily',
	windowDays: 365,
	correctionDays: 7,
	history: { months: 36, days: 15 },
	usualStepSeconds: 86_400,
} as const;
const curve = {
	register: 'total',
	kind: 'curve',
	scope: 'load_curve',
	windowDays: 7,
	correctionDays: 3,
	history: { months: 24, days: 15 },
	usualStepSeconds: 1800,
} as const;

/** Every measure there is, as an operator may state them. */
export const operatorMeasures = {
	daily: { ...totals, metric: 'consumption' },
	load_curve: { ...curve, metric: 'consumption' },
	max_power: { ...totals, metric: 'max_power' },
	daily_production: { ...totals, metric: 'production' },
	production_load_curve: { ...curve, metric: 'production' },
} as const satisfies Record<Measure, MeasureRules>;

const callLimit: CallLimit = { name: 'enedis/measures', callsPerSecond: 5, callsPerHour: 1_000 };

/** An operator without HTTP that answers what it is told to, for tests of consent and sync. */
export function createOperator({
	completeConsent,
	fetchWindow = () => Promise.reject(new Error('not asked here')),
	fetchContract,
}: {
	completeConsent?: ConsentOutcome;
	fetchWindow?: (window: ProviderWindow) => Promise<WindowOutcome>;
	fetchContract?: () => Promise<ContractOutcome>;
}): Provider {
	return {
		rules: {
			name: 'enedis',
			timeZone: 'Europe/Paris',
			publicationHour: 8,
			isPointId: (text) => /^\d{14}$/.test(text),
			historyFloorCodes: ['before_activation', 'too_old'],
			windowTooLongCodes: ['too_long'],
			directionCodes: ['no_such_direction'],
			maxConsentMonths: 36,
			measures: operatorMeasures,
		},
		callLimits: [callLimit],
		callLimitOf: () => callLimit,
		authorizationUrl: () => new URL('https://operator.example'),
		completeConsent: () =>
			completeConsent ? Promise.resolve(completeConsent) : Promise.reject(new Error('not asked here')),
		fetchWindow,
		...(fetchContract ? { fetchContract } : {}),
	};
}

/** A failure as a provider states it. */
export function failure(
	failureClass: ProviderFailure['class'],
	code: string,
	more: Partial<ProviderFailure> = {},
): { kind: 'failure'; failure: ProviderFailure } {
	return {
		kind: 'failure',
		failure: { class: failureClass, code, message: `The operator said ${code}`, ...more },
	};
}
