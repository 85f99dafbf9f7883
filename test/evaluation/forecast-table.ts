import type { ForecastScore } from './score-forecasts.ts';

/** Forecasts of some buildings, together. */
export interface ForecastLine {
	name: string;
	buildings: number;
	/** how much smaller the mean MASE is than seasonal naive's, in % */
	gain: number;
	mase: number;
	naiveMase: number;
	/** distance of months' ends in %, the median and what nine in ten stay below */
	monthMedian: number;
	monthNinth: number;
	naiveMonthMedian: number;
	/** in % */
	daysHeld: number;
	monthsHeld: number;
	sizes: ReadonlyMap<SizeClass, number>;
}

const sizeClasses = ['large', 'medium', 'small'] as const;
type SizeClass = (typeof sizeClasses)[number];

/** From so many kWh a year on. */
const LARGE = 1_000_000;
const MEDIUM = 250_000;

const LEAST_GAIN = 12;
const MOST_MONTH_ERROR = 3;
const LEAST_HELD = 75;
const MOST_HELD = 85;

export function sizeClassOf({ kwhPerYear }: ForecastScore): SizeClass {
	if (kwhPerYear >= LARGE) return 'large';

	return kwhPerYear >= MEDIUM ? 'medium' : 'small';
}

/** The site in the names of the Building Data Genome: what stands before the first underscore. */
export function siteOf({ building }: ForecastScore): string {
	return building.split('_')[0] ?? building;
}

/** One line of the table; months of each size class apart, for error in percent grows as buildings get smaller. */
export function lineOf(name: string, scores: readonly ForecastScore[]): ForecastLine {
	const mase = scores.flatMap((score) => score.mase);
	const months = scores.flatMap((score) => score.months);
	const ours = meanOf(mase.map((one) => one.ours));
	const naive = meanOf(mase.map((one) => one.naive));
	const days = scores.reduce((sum, score) => sum + score.days, 0);
	const errors = months.map((month) => month.ours);

	return {
		name,
		buildings: scores.length,
		gain: 100 * (1 - ours / naive),
		mase: ours,
		naiveMase: naive,
		monthMedian: quantileOf(errors, 0.5),
		monthNinth: quantileOf(errors, 0.9),
		naiveMonthMedian: quantileOf(
			months.map((month) => month.naive),
			0.5,
		),
		daysHeld: (100 * scores.reduce((sum, score) => sum + score.daysHeld, 0)) / days,
		monthsHeld: (100 * months.filter(({ held }) => held).length) / months.length,
		sizes: new Map(
			sizeClasses.map((size) => [
				size,
				quantileOf(
					scores
						.filter((score) => sizeClassOf(score) === size)
						.flatMap((score) => score.months.map((month) => month.ours)),
					0.5,
				),
			]),
		),
	};
}

/** A Markdown table. */
export function formatForecasts(lines: readonly ForecastLine[]): string {
	const header = [
		'',
		'MASE, 30 days',
		'seasonal naive',
		'better by %',
		'month with 15 days known, median error % (naive)',
		'nine in ten below',
		'large / medium / small',
		'days in range %',
		'months in range %',
	];
	const rows = lines.map((line) => [
		`${line.name} (${line.buildings})`,
		number(line.mase, 3),
		number(line.naiveMase, 3),
		number(line.gain, 1),
		`${number(line.monthMedian, 1)} (${number(line.naiveMonthMedian, 1)})`,
		number(line.monthNinth, 1),
		[...line.sizes.values()].map((error) => number(error, 1)).join(' / '),
		number(line.daysHeld, 0),
		number(line.monthsHeld, 0),
	]);

	return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What must be reached and is not, as sentences. */
export function forecastShortfalls({ name, gain, daysHeld, monthsHeld, sizes }: ForecastLine): string[] {
	const large = sizes.get('large') ?? NaN;
	const isOutside = (held: number) => held < LEAST_HELD || held > MOST_HELD;

	return [
		...(gain < LEAST_GAIN
			? [`${name}: ${gain.toFixed(1)} % better than seasonal naive, not ${LEAST_GAIN}`]
			: []),
		...(large > MOST_MONTH_ERROR
			? [`${name}: months of large buildings are ${large.toFixed(1)} % off, not ${MOST_MONTH_ERROR}`]
			: []),
		...(isOutside(daysHeld) ? [`${name}: ${daysHeld.toFixed(1)} % of days in their range of 80 %`] : []),
		...(isOutside(monthsHeld)
			? [`${name}: ${monthsHeld.toFixed(1)} % of months in their range of 80 %`]
			: []),
	];
}

function number(value: number, decimals: number): string {
	return Number.isNaN(value) ? '–' : value.toFixed(decimals);
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of unsorted values; `NaN` where there are none. */
function quantileOf(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	const place = share * (sorted.length - 1);
	const low = sorted[Math.floor(place)] ?? NaN;
	const high = sorted[Math.ceil(place)] ?? low;

	return low + (place - Math.floor(place)) * (high - low);
}
