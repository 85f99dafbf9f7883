import { z } from 'zod';

/** All that can be set about alerts, of the portfolio or of a building. */
export interface AlertSettings {
	/** more than so many times the average; the judged day is never part of its own average */
	'above-average': {
		enabled: boolean;
		/** `minor` is the threshold; the others make it worse */
		factors: { minor: number; major: number; critical: number };
		/** which past days make the average: all of the window, or those of the same weekday */
		baseline: 'all-days' | 'same-weekday';
		/** how far back they reach; same weekdays need at least two weeks of it */
		windowDays: number;
		floorKwh: number;
	};
	/** most parts of a day lie above what is usual for them */
	'day-surge': {
		enabled: boolean;
		/** how many usual spreads the parts must lie above what is usual */
		score: number;
		/** and how much the whole day */
		factor: number;
		floorKwh: number;
	};
	/** the hours after midnight use more than usual */
	'night-base-load': {
		enabled: boolean;
		score: number;
		factor: number;
		/** of the local clock; `untilHour` is not included */
		fromHour: number;
		untilHour: number;
		floorKwh: number;
	};
	/** several days in a row lie a little above what is usual */
	'week-drift': { enabled: boolean; score: number; factor: number; floorKwh: number };
	/** an hour or a few stand out of their day */
	'short-spike': {
		enabled: boolean;
		score: number;
		/** how much an hour must stand out of the hours around it */
		factor: number;
		/** the longest that counts as short */
		hours: number;
		floorKwh: number;
	};
	/** the mean power of an hour lies above the subscribed power; only where that is known */
	'subscribed-power': { enabled: boolean; factor: number };
	/** `hours` in a row, from which on it is told */
	'data-missing': { enabled: boolean; hours: number };
	'data-zero': { enabled: boolean; hours: number };
	'data-flat': { enabled: boolean; hours: number };
	/** so many times what is usual, or less than one part of it: another unit, probably */
	'data-unit': { enabled: boolean; factor: number };
	/** when findings of several days are one alert */
	episodes: {
		/** known days without a finding after which normal has returned */
		normalDays: number;
		/** findings within so many days of an end go on with the old alert */
		coolDownDays: number;
	};
	/** at which cost, or after how many days, an alert is worse */
	severity: {
		eurosPerKwh: number;
		major: { euros: number; days: number };
		critical: { euros: number; days: number };
	};
}

const factor = (usual: number) => z.number().min(1.01).max(10).default(usual);
const score = (usual: number) => z.number().min(1).max(20).default(usual);
const enabled = (usual: boolean) => z.boolean().default(usual);
const hours = (usual: number, most: number) => z.number().int().min(1).max(most).default(usual);
const days = (usual: number, most: number) => z.number().int().min(1).max(most).default(usual);
const floorKwh = (usual: number) => z.number().min(0).max(1_000_000).default(usual);

/** More than so many times the average; the judged day is never part of its own average. */
const aboveAverage = z
	.strictObject({
		enabled: enabled(false),
		/** `factors.minor` is the threshold; the others make it worse */
		factors: z
			.strictObject({ minor: factor(1.2), major: factor(1.5), critical: factor(2) })
			.refine(({ minor, major, critical }) => minor <= major && major <= critical, {
				error: 'factors must grow from minor to critical',
			})
			.prefault({}),
		/** which past days make the average: all of the window, or those of the same weekday */
		baseline: z.enum(['all-days', 'same-weekday']).default('all-days'),
		/** how far back they reach; same weekdays need at least two weeks of it */
		windowDays: z.number().int().min(7).max(365).default(30),
		floorKwh: floorKwh(1),
	})
	.refine(({ baseline, windowDays }) => baseline === 'all-days' || windowDays >= 14, {
		error: 'same-weekday needs a windowDays of at least 14',
	});

/** Most parts of a day lie above what is usual for them. */
const daySurge = z.strictObject({
	enabled: enabled(true),
	/** how many usual spreads the parts must lie above what is usual */
	score: score(2),
	/** and how much the whole day */
	factor: factor(1.15),
	floorKwh: floorKwh(1),
});

/** The hours after midnight use more than usual. */
const nightBaseLoad = z
	.strictObject({
		enabled: enabled(true),
		score: score(3.2),
		factor: factor(1.15),
		fromHour: z.number().int().min(0).max(23).default(0),
		untilHour: z.number().int().min(1).max(24).default(6),
		floorKwh: floorKwh(0.5),
	})
	.refine(({ fromHour, untilHour }) => untilHour - fromHour >= 2, {
		error: 'a night is at least two hours, from fromHour until untilHour of one date',
	});

/** Several days in a row lie a little above what is usual. */
const weekDrift = z.strictObject({
	enabled: enabled(true),
	score: score(2.5),
	factor: factor(1.1),
	floorKwh: floorKwh(2),
});

/** An hour or a few stand out of their day. */
const shortSpike = z.strictObject({
	enabled: enabled(true),
	score: score(5),
	/** how much an hour must stand out of the hours around it */
	factor: factor(1.4),
	/** the longest that counts as short */
	hours: hours(4, 12),
	floorKwh: floorKwh(1),
});

/** The mean power of an hour lies above the subscribed power; only where that is known. */
const subscribedPower = z.strictObject({
	enabled: enabled(true),
	factor: z.number().min(0.5).max(2).default(1),
});

const dataMissing = z.strictObject({ enabled: enabled(true), hours: hours(2, 168) });
const dataZero = z.strictObject({ enabled: enabled(true), hours: hours(3, 168) });
const dataFlat = z.strictObject({ enabled: enabled(true), hours: hours(5, 168) });
const dataUnit = z.strictObject({ enabled: enabled(true), factor: z.number().min(3).max(1000).default(4) });

/** When findings of several days are one alert. */
const episodes = z.strictObject({
	/** known days without a finding after which normal has returned */
	normalDays: days(2, 14),
	/** findings within so many days of an end go on with the old alert */
	coolDownDays: z.number().int().min(0).max(60).default(7),
});

/** At which cost, or after how many days, an alert is worse. */
const severity = z
	.strictObject({
		eurosPerKwh: z.number().min(0).max(10).default(0.25),
		major: z.strictObject({ euros: z.number().min(0).default(50), days: days(3, 365) }).prefault({}),
		critical: z.strictObject({ euros: z.number().min(0).default(500), days: days(14, 365) }).prefault({}),
	})
	.refine(({ major, critical }) => major.euros <= critical.euros && major.days <= critical.days, {
		error: 'critical must not begin before major',
	});

/** What is left out has its default. */
export const alertSettings = z.strictObject({
	'above-average': aboveAverage.prefault({}),
	'day-surge': daySurge.prefault({}),
	'night-base-load': nightBaseLoad.prefault({}),
	'week-drift': weekDrift.prefault({}),
	'short-spike': shortSpike.prefault({}),
	'subscribed-power': subscribedPower.prefault({}),
	'data-missing': dataMissing.prefault({}),
	'data-zero': dataZero.prefault({}),
	'data-flat': dataFlat.prefault({}),
	'data-unit': dataUnit.prefault({}),
	episodes: episodes.prefault({}),
	severity: severity.prefault({}),
}) satisfies z.ZodType<AlertSettings>;
