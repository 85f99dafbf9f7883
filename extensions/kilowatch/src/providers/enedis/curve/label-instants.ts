import { DateTime } from 'luxon';
import { midnightSeconds } from '../../../domain/local-days.ts';
import { UnexpectedShape } from '../../http/unexpected-shape.ts';

const LABEL = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;
const SECONDS_PER_DAY = 86_400;

/** Seconds since 1970 that a label would be if its clock were UTC's: for order and distance, never as an instant. */
export function labelSeconds(label: string): number {
	return readLabel(label).clockSeconds;
}

/** The local date written in a label. */
export function labelDate(label: string): string {
	return readLabel(label).date;
}

/**
 * The instants that a wall clock can mean, in order: one, two in autumn's repeated hour.
 *
 * @param label `YYYY-MM-DD HH:MM:SS`, without offset
 * @returns seconds since 1970 UTC
 * @throws UnexpectedShape for a text that is no such label, and for a time that spring's clock change leaves out
 */
export function labelInstants(label: string, zone: string): [number] | [number, number] {
	const { date, clockSeconds, dayClockSeconds } = readLabel(label);
	const { start, end } = boundsOf(date, dayClockSeconds, zone);
	const before = start + clockSeconds - dayClockSeconds;
	const dayLengthSeconds = end - start;
	if (dayLengthSeconds === SECONDS_PER_DAY) return [before];

	// on a day with a clock change the label is read with the offset of either end, and kept where the zone agrees
	const after = before + dayLengthSeconds - SECONDS_PER_DAY;
	const [one, other] = [before, after].sort((a, b) => a - b).filter((instant) => shows(label, instant, zone));
	if (one === undefined) {
		throw new UnexpectedShape(
			'impossible_label',
			`Enedis dated a point ${label}, a time that day does not have`,
		);
	}
	return other === undefined ? [one] : [one, other];
}

function shows(label: string, instant: number, zone: string): boolean {
	return DateTime.fromSeconds(instant, { zone }).toFormat('yyyy-MM-dd HH:mm:ss') === label;
}

/** An answer's points come day by day: the last day asked for is nearly always the next one asked for. */
let lastBounds = { date: '', zone: '', start: 0, end: 0 };

function boundsOf(date: string, dayClockSeconds: number, zone: string): { start: number; end: number } {
	if (lastBounds.date !== date || lastBounds.zone !== zone) {
		const end = midnightSeconds(dateOf(dayClockSeconds + SECONDS_PER_DAY), zone);
		lastBounds = { date, zone, start: midnightSeconds(date, zone), end };
	}

	return lastBounds;
}

let lastDay = { date: '', clockSeconds: Number.NaN };

/** Plain arithmetic on UTC's calendar: this runs for every point of every answer, and luxon would take most of the time. */
function readLabel(label: string): { date: string; clockSeconds: number; dayClockSeconds: number } {
	const [, date = '', hours, minutes, seconds] = LABEL.exec(label) ?? [];
	if (lastDay.date !== date || date === '') {
		const clockSeconds = Date.parse(`${date}T00:00:00Z`) / 1000;
		if (Number.isNaN(clockSeconds) || dateOf(clockSeconds) !== date) {
			throw new UnexpectedShape('unreadable_label', 'Enedis dated a point in a form we do not know');
		}
		lastDay = { date, clockSeconds };
	}
	const dayClockSeconds = lastDay.clockSeconds;

	return {
		date,
		clockSeconds: dayClockSeconds + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
		dayClockSeconds,
	};
}

function dateOf(clockSeconds: number): string {
	return new Date(clockSeconds * 1000).toISOString().slice(0, 10);
}
