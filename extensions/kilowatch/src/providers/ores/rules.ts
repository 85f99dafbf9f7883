import { isEan } from '../../domain/point-id.ts';
import type { CallLimit } from '../../domain/call-limit.ts';
import type { ProviderRules } from '../provider.ts';

/** ORES serves Walloon municipalities, and dates with their clocks. */
export const TIME_ZONE = 'Europe/Brussels';

/** What the operator is assumed to allow on the one API that brings measures. */
export const meteringLimit: CallLimit = { name: 'ores/metering', callsPerSecond: 4, callsPerHour: 1_000 };

/** The API of tokens, which no limit is assumed for. */
export const TOKEN_API = 'ores/token';

const totals = {
	register: 'total',
	kind: 'totals',
	scope: 'daily',
	windowDays: 366,
	correctionDays: 7,
	history: { months: 36, days: 0 },
	usualStepSeconds: 86_400,
} as const;

const curve = {
	register: 'total',
	kind: 'curve',
	scope: 'load_curve',
	windowDays: 31,
	correctionDays: 3,
	history: { months: 24, days: 0 },
	usualStepSeconds: 900,
} as const;

/**
 * ORES as assumed: the operator has published no API. Each number here is an assumption that `docs/providers.md` names as
 * one; an answer that does not fit is a failure, never a guess.
 */
export const oresRules: ProviderRules = {
	name: 'ores',
	timeZone: TIME_ZONE,
	publicationHour: 8,
	isPointId: isEan,
	needsPointId: true,
	historyFloorCodes: ['before_activation', 'before_history'],
	windowTooLongCodes: ['window_too_long'],
	directionCodes: ['no_such_direction'],
	maxConsentMonths: 36,
	measures: {
		daily: { ...totals, metric: 'consumption' },
		daily_production: { ...totals, metric: 'production' },
		load_curve: { ...curve, metric: 'consumption' },
		production_load_curve: { ...curve, metric: 'production' },
	},
};
