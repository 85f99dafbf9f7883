import { DateTime } from 'luxon';
import { midnightSeconds } from '../../../domain/local-days.ts';
import { UnexpectedShape } from '../unexpected-shape.ts';

const LABEL = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;

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
	const start = midnightSeconds(date, zone);
	const end = midnightSeconds(dateOf(dayClockSeconds + 86_400), zone);
	const before = start + clockSeconds - dayClockSeconds;
	const dayLengthSeconds = end - start;
	if (dayLengthSeconds === 86_400) return [before];

	// on a day with a clock change the label is read with the offset of either end, and kept where the zone agrees
	const after = before + dayLengthSeconds - 86_400;
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

/** Plain arithmetic on UTC's calendar: this runs for every point of every answer, and luxon would take most of the time. */
function readLabel(label: string): { date: string; clockSeconds: number; dayClockSeconds: number } {
	const date = LABEL.exec(label)?.[1] ?? '';
	const dayClockSeconds = Date.parse(`${date}T00:00:00Z`) / 1000;
	if (Number.isNaN(dayClockSeconds) || dateOf(dayClockSeconds) !== date) {
		throw new UnexpectedShape('unreadable_label', 'Enedis dated a point in a form we do not know');
	}
	return { date, clockSeconds: Date.parse(`${label.replace(' ', 'T')}Z`) / 1000, dayClockSeconds };
}

function dateOf(clockSeconds: number): string {
	return new Date(clockSeconds * 1000).toISOString().slice(0, 10);
}
