import { addDays, expectedPoints } from '../domain/local-days.ts';
import type { Reading } from '../domain/reading.ts';
import type { ImportSeries, ImportSuspicion } from '../shared/http-contract/imports.ts';
import type { KeptDay } from '../storage/file-imports.ts';
import type { FileDay } from './file-days.ts';

/** Looks at a series' days one after the other and keeps what is worth telling. */
export interface Doctor {
	day(day: FileDay): void;
	/** a day as it is after storing, with what was known of it before */
	stored(day: KeptDay): void;
	findings(): Pick<
		ImportSeries,
		'period' | 'points' | 'day_totals' | 'steps' | 'days' | 'gaps' | 'clock_changes' | 'suspicious'
	>;
}

const MAX_NAMED = 100;
const FLAT_SECONDS = 24 * 3_600;
const ZEROS_SECONDS = 7 * 24 * 3_600;
/** The largest connection of a household, in kVA: what is assumed where the contract is not known. */
const LARGEST_HOUSEHOLD_KVA = 36;
const TIMES_SUBSCRIBED = 10;
const ALLOWED_DIFFERENCE = 0.2;

interface Named {
	total: number;
	named: { from: string; to: string; value: number }[];
}

/**
 * @param options.subscribedPowerKva of the contract; null: not known
 * @param options.toldApartBy how autumn's two passes of a date were told apart
 */
export function createDoctor(options: {
	isPower: boolean;
	subscribedPowerKva: number | null;
	toldApartBy: (date: string) => 'offset' | 'order' | 'guessed';
}): Doctor {
	const maxPower = TIMES_SUBSCRIBED * 1_000 * (options.subscribedPowerKva ?? LARGEST_HOUSEHOLD_KVA);
	const steps = new Map<number, number>();
	const gaps: ImportSeries['gaps'] = { total: 0, missing_seconds: 0, named: [] };
	const clockChanges: ImportSeries['clock_changes'] = [];
	const suspicious = new Map<ImportSuspicion, Named>();
	const days = { complete: 0, partial: 0 };
	let period: ImportSeries['period'] = null;
	let points = 0;
	let dayTotals = 0;
	let lastEnd: number | undefined;
	let run: { from: number; to: number; value: number } | undefined;

	const suspect = (code: ImportSuspicion, from: number, to: number, value: number) => {
		const found = suspicious.get(code) ?? { total: 0, named: [] };
		found.total += 1;
		if (found.named.length < MAX_NAMED) found.named.push({ from: iso(from), to: iso(to), value });
		suspicious.set(code, found);
	};
	const endRun = () => {
		if (!run) return;
		const seconds = run.to - run.from;
		if (run.value === 0 && seconds > ZEROS_SECONDS) suspect('zeros', run.from, run.to, 0);
		if (run.value !== 0 && seconds > FLAT_SECONDS) suspect('flat', run.from, run.to, run.value);
		run = undefined;
	};
	const look = ({ startSeconds: start, durationSeconds: duration, value }: Reading) => {
		points += 1;
		steps.set(duration, (steps.get(duration) ?? 0) + 1);
		if (lastEnd !== undefined && start > lastEnd) {
			gaps.total += 1;
			gaps.missing_seconds += start - lastEnd;
			if (gaps.named.length < MAX_NAMED) gaps.named.push({ from: iso(lastEnd), to: iso(start) });
		}
		if (value < 0) suspect('negative', start, start + duration, value);
		if ((value * 3_600) / duration > maxPower) suspect('too_high', start, start + duration, value);
		// Power, not energy, stays the same when the step changes.
		const power = value / duration;
		if (run?.to === start && run.value === power) run.to = start + duration;
		else {
			endRun();
			run = { from: start, to: start + duration, value: power };
		}
		lastEnd = start + duration;
	};

	return {
		day({ day, readings, total }) {
			period = { from: period?.from ?? day.date, to: addDays(day.date, 1) };
			if (total) {
				dayTotals += 1;
				if (total.value < 0) suspect('negative', day.startSeconds, day.endSeconds, total.value);
				const limit = options.isPower ? maxPower : (maxPower * (day.endSeconds - day.startSeconds)) / 3_600;
				if (total.value > limit) suspect('too_high', day.startSeconds, day.endSeconds, total.value);
			}
			for (const reading of readings) look(reading);

			const lengthSeconds = day.endSeconds - day.startSeconds;
			const covered = readings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
			days[(readings.length === 0 && total) || covered >= lengthSeconds ? 'complete' : 'partial'] += 1;
			if (lengthSeconds !== 86_400 && readings.length > 0) {
				clockChanges.push({
					date: day.date,
					points_expected: expectedPoints(day, covered / readings.length),
					points_found: readings.length,
					told_apart_by: lengthSeconds > 86_400 ? options.toldApartBy(day.date) : 'not_needed',
				});
			}
		},
		stored({ date, value, curveValue, pointsExpected, pointsReceived }) {
			if (options.isPower || value === null || curveValue === null || pointsReceived < pointsExpected) return;
			if (Math.abs(curveValue - value) <= ALLOWED_DIFFERENCE * Math.max(value, curveValue)) return;
			const found = suspicious.get('day_total_differs') ?? { total: 0, named: [] };
			found.total += 1;
			if (found.named.length < MAX_NAMED) found.named.push({ from: date, to: addDays(date, 1), value });
			suspicious.set('day_total_differs', found);
		},
		findings() {
			endRun();

			return {
				period,
				points,
				day_totals: dayTotals,
				steps: [...steps].map(([seconds, count]) => ({ seconds, points: count })),
				days,
				gaps,
				clock_changes: clockChanges,
				suspicious: [...suspicious].map(([code, found]) => ({ code, ...found })),
			};
		},
	};
}

function iso(seconds: number): string {
	return new Date(seconds * 1_000).toISOString();
}
