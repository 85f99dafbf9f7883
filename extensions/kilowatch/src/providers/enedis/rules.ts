import { isPrm } from '../../domain/point-id.ts';
import type { ProviderRules } from '../provider.ts';
import { historyFloorCodes } from './failure-codes.ts';

/** Enedis serves mainland France alone, and dates everything with its clocks. */
export const TIME_ZONE = 'Europe/Paris';

/** No longest window is documented for totals of days; a year at a time is what other clients send without trouble. */
const totals = {
	register: 'total',
	kind: 'totals',
	scope: 'daily',
	windowDays: 365,
	correctionDays: 7,
	history: { months: 36, days: 15 },
	usualStepSeconds: 86_400,
} as const;

/**
 * Two days of a curve still move after they came; the third makes up for a night without a sync. Totals are read again for
 * a week, for late days come several days later, and a total is one line where a curve's day is 48.
 */
const curve = {
	register: 'total',
	kind: 'curve',
	scope: 'load_curve',
	windowDays: 7,
	correctionDays: 3,
	history: { months: 24, days: 15 },
	usualStepSeconds: 1800,
} as const;

/** Enedis Data Connect, of either generation. */
export const enedisRules: ProviderRules = {
	name: 'enedis',
	timeZone: TIME_ZONE,
	publicationHour: 8,
	isPointId: isPrm,
	historyFloorCodes,
	windowTooLongCodes: ['ADAM-ERR0126', 'ADAM-DC-0015'],
	directionCodes: ['ADAM-ERR0069'],
	maxConsentMonths: 36,
	measures: {
		daily: { ...totals, metric: 'consumption' },
		max_power: { ...totals, metric: 'max_power' },
		daily_production: { ...totals, metric: 'production' },
		load_curve: { ...curve, metric: 'consumption' },
		production_load_curve: { ...curve, metric: 'production' },
	},
};
