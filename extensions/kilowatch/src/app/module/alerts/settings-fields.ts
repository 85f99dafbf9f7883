import type { RuleName } from '../../../domain/alerts/rule-names.ts';
import type { AlertSettings } from '../../../domain/alerts/settings.ts';

/** Parts of the settings: a rule each, and what holds for all of them. */
export type SettingsPart = keyof AlertSettings;

/** What a field is called; the same thing has the same name in every rule. */
export type FieldName =
	| 'aboveUsual'
	| 'ofAverage'
	| 'majorFrom'
	| 'criticalFrom'
	| 'ofSubscribed'
	| 'timesUsual'
	| 'aroundIt'
	| 'score'
	| 'floorKwh'
	| 'windowDays'
	| 'fromHour'
	| 'untilHour'
	| 'longestHours'
	| 'hoursInARow'
	| 'normalDays'
	| 'coolDownDays'
	| 'eurosPerKwh'
	| 'majorEuros'
	| 'majorDays'
	| 'criticalEuros'
	| 'criticalDays';

export type FieldUnit = 'percent' | 'times' | 'kWh' | 'days' | 'hours' | 'clock' | '€' | '€/kWh' | 'spreads';

/** A number that can be set. `path` leads to it inside its part; bounds and step are in the unit that people read. */
export interface NumberField {
	path: readonly string[];
	name: FieldName;
	unit: FieldUnit;
	least: number;
	most: number;
	step: number;
	/** the stored number is 1 more than what is read, or a hundredth: 1.15 is 15 % above the usual */
	stored: 'asRead' | 'hundredth' | 'oneAndHundredth';
}

const asRead = (
	path: string,
	name: FieldName,
	unit: FieldUnit,
	[least, most, step]: readonly [number, number, number],
): NumberField => ({ path: path.split('.'), name, unit, least, most, step, stored: 'asRead' });

/** 1.15 is shown as 15 % above. */
const above = (path: string, name: FieldName): NumberField => ({
	path: path.split('.'),
	name,
	unit: 'percent',
	least: 1,
	most: 900,
	step: 1,
	stored: 'oneAndHundredth',
});

/** 1.2 is shown as 120 % of. */
const percentOf = (path: string, name: FieldName, least: number, most: number): NumberField => ({
	path: path.split('.'),
	name,
	unit: 'percent',
	least,
	most,
	step: 1,
	stored: 'hundredth',
});

const score = asRead('score', 'score', 'spreads', [1, 20, 0.1]);
const floorKwh = asRead('floorKwh', 'floorKwh', 'kWh', [0, 1_000_000, 0.1]);
const hoursInARow = asRead('hours', 'hoursInARow', 'hours', [1, 168, 1]);

/** Every number of each part, in the order in which they are shown. Whether a rule is on, and the baseline, are no numbers. */
export const numberFields: Readonly<Record<SettingsPart, readonly NumberField[]>> = {
	'above-average': [
		percentOf('factors.minor', 'ofAverage', 101, 1000),
		percentOf('factors.major', 'majorFrom', 101, 1000),
		percentOf('factors.critical', 'criticalFrom', 101, 1000),
		asRead('windowDays', 'windowDays', 'days', [7, 365, 1]),
		floorKwh,
	],
	'day-surge': [above('factor', 'aboveUsual'), score, floorKwh],
	'night-base-load': [
		above('factor', 'aboveUsual'),
		score,
		asRead('fromHour', 'fromHour', 'clock', [0, 23, 1]),
		asRead('untilHour', 'untilHour', 'clock', [1, 24, 1]),
		floorKwh,
	],
	'week-drift': [above('factor', 'aboveUsual'), score, floorKwh],
	'short-spike': [
		above('factor', 'aroundIt'),
		score,
		asRead('hours', 'longestHours', 'hours', [1, 12, 1]),
		floorKwh,
	],
	'subscribed-power': [percentOf('factor', 'ofSubscribed', 50, 200)],
	'data-missing': [hoursInARow],
	'data-zero': [hoursInARow],
	'data-flat': [hoursInARow],
	'data-unit': [asRead('factor', 'timesUsual', 'times', [3, 1000, 1])],
	episodes: [
		asRead('normalDays', 'normalDays', 'days', [1, 14, 1]),
		asRead('coolDownDays', 'coolDownDays', 'days', [0, 60, 1]),
	],
	severity: [
		asRead('eurosPerKwh', 'eurosPerKwh', '€/kWh', [0, 10, 0.01]),
		asRead('major.euros', 'majorEuros', '€', [0, 1_000_000, 1]),
		asRead('major.days', 'majorDays', 'days', [1, 365, 1]),
		asRead('critical.euros', 'criticalEuros', '€', [0, 1_000_000, 1]),
		asRead('critical.days', 'criticalDays', 'days', [1, 365, 1]),
	],
};

/** The rules in the order in which they are shown: consumption first, then what is wrong with the data. */
export const shownRules: readonly RuleName[] = [
	'day-surge',
	'night-base-load',
	'week-drift',
	'short-spike',
	'subscribed-power',
	'above-average',
	'data-missing',
	'data-zero',
	'data-flat',
	'data-unit',
];

export function toRead(stored: number, { stored: how }: NumberField): number {
	if (how === 'asRead') return stored;

	return round((how === 'hundredth' ? stored : stored - 1) * 100);
}

export function toStored(read: number, { stored: how }: NumberField): number {
	if (how === 'asRead') return read;

	return round(how === 'hundredth' ? read / 100 : 1 + read / 100);
}

/** Whether a number may be set; the server looks at it again, also beside the others. */
export function isWithin(read: number, { least, most, step }: NumberField): boolean {
	return read >= least && read <= most && (step !== 1 || Number.isInteger(read));
}

/** Hundredths of hundredths are no more than what computers make of fractions. */
function round(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}
