import { DateTime } from 'luxon';
import { dayNumberOf, dateOf, lastPublishedDay, todayOf, type LocalHour } from '../calendar.ts';
import type { Clock } from '../clock.ts';
import type { Faults, FaultStore } from '../faults.ts';
import { noise } from '../hash.ts';
import { correctedLoad } from '../meters/corrected.ts';
import type { CurveStepMinutes, LoadProfile, Meter } from '../meters/meter.ts';
import type { MeasuredDirection, MeasureKind } from './measure-kinds.ts';
import { operatorRefusal } from './operator-errors.ts';
import { Refusal } from './refusal.ts';
import { requireShare } from './require-share.ts';
import type { Share, Shares } from './shares.ts';

/** The days of a measure call. */
export interface MeasurePeriod {
	pointId: string;
	/** `YYYY-MM-DD` */
	startDate: string;
	/** `YYYY-MM-DD`, not part of the answer */
	endDate: string;
}

export interface MeasureReaderOptions {
	clock: Clock;
	meters: readonly Meter[];
	shares: Shares;
	faults: FaultStore;
}

/**
 * A meter's points of a period, of which there is one at least, by the operator's rules and with the meter's faults.
 *
 * @throws Refusal with the operator's code
 */
export type MeasureReader = <Point>(kind: MeasureKind<Point>, period: MeasurePeriod) => Point[];

/** Beyond the months that the operator keeps. */
const HISTORY_EXTRA_DAYS = 15;

/** What both generations of the API read from: the same values and the same rules. */
export function createMeasureReader({ clock, meters, shares, faults }: MeasureReaderOptions): MeasureReader {
	return (kind, period) => {
		const nowMs = clock.nowMs();
		const { pointId } = period;
		const meter = requireShare({ clock, meters, shares }, pointId);
		const share = shares.active(pointId, todayOf(nowMs));

		const error = faults.takeError(pointId);
		if (error) throw operatorRefusal(error);
		const meterFaults = faults.of(pointId);
		checkConsentFault(meterFaults, kind, period, share);

		const load = meter[kind.direction];
		if (!load) throw operatorRefusal('ADAM-ERR0069');
		checkPeriod(period, kind, meter.activatedOn, nowMs);

		const measured = measuredDirection(meter, load, meterFaults);
		const days =
			kind.isCurve && !meter.isCurveCollected
				? []
				: publishedDays(period, meterFaults, lastPublishedDay(nowMs));
		const points = days.flatMap((dayNumber) => kind.dayPoints(measured, dayNumber));
		const combined = kind.combine ? kind.combine(points) : points;
		if (combined.length === 0) throw operatorRefusal('no_data_found');

		return arrange(combined, meterFaults);
	};
}

function checkConsentFault(
	{ refusal }: Faults,
	kind: Pick<MeasureKind<unknown>, 'isCurve'>,
	{ startDate }: MeasurePeriod,
	share: Share | undefined,
): void {
	if (refusal === null) return;
	const isRefused =
		refusal === 'ADAM-ERR0075'
			? kind.isCurve
			: refusal !== 'ADAM-DC-0009' || startDate < (share?.startDate ?? startDate);
	if (isRefused) throw operatorRefusal(refusal);
}

/** The operator's rules on the period. */
function checkPeriod(
	{ startDate, endDate }: MeasurePeriod,
	{ historyMonths, maxDays }: Pick<MeasureKind<unknown>, 'historyMonths' | 'maxDays'>,
	activatedOn: string,
	nowMs: number,
): void {
	const today = todayOf(nowMs);
	const floor = DateTime.fromISO(today, { zone: 'utc' })
		.minus({ months: historyMonths })
		.minus({ days: HISTORY_EXTRA_DAYS })
		.toFormat('yyyy-MM-dd');

	if (endDate > today)
		throw new Refusal(400, 'Invalid_request', 'The end date parameter must be earlier than the current date');
	if (maxDays !== null && dayNumberOf(endDate) - dayNumberOf(startDate) > maxDays)
		throw operatorRefusal('ADAM-ERR0126');
	if (startDate < floor) throw operatorRefusal('ADAM-ERR0125');
	if (startDate < activatedOn) throw operatorRefusal('ADAM-ERR0123');
}

/** The period's days that have come out, as day numbers. */
function publishedDays({ startDate, endDate }: MeasurePeriod, faults: Faults, lastDay: number): number[] {
	const firstDay = dayNumberOf(startDate);
	const missing = new Set(faults.missingDays);
	const lateBy = new Map(faults.lateDays.map(({ day, byDays }) => [day, byDays]));

	return Array.from(
		{ length: Math.max(0, dayNumberOf(endDate) - firstDay) },
		(_, index) => firstDay + index,
	).filter((dayNumber) => {
		const date = dateOf(dayNumber);

		return !missing.has(date) && dayNumber + (lateBy.get(date) ?? 0) <= lastDay;
	});
}

function measuredDirection(meter: Meter, trueLoad: LoadProfile, faults: Faults): MeasuredDirection {
	const load = correctedLoad(trueLoad, faults.corrections);
	const key = (day: string | number, hour: number | null): string => `${day}/${hour ?? ''}`;
	const holes = new Set(faults.missingHours.map(({ day, hour }) => key(dayNumberOf(day), hour)));
	const nulls = new Set(faults.nullValues.map(({ day, hour }) => key(dayNumberOf(day), hour ?? null)));

	return {
		trueLoad,
		load,
		curveLoad:
			holes.size === 0 ? load : (hour) => (holes.has(key(hour.dayNumber, hour.hour)) ? null : load(hour)),
		stepOf: stepAt(meter.curveStepMinutes, faults.stepChanges),
		isNull: (dayNumber, hour) =>
			nulls.size > 0 &&
			(nulls.has(key(dayNumber, null)) || (hour !== null && nulls.has(key(dayNumber, hour)))),
		activatedOn: meter.activatedOn,
		offPeakHours: meter.contract.offPeakHours,
	};
}

function stepAt(
	own: CurveStepMinutes,
	stepChanges: Faults['stepChanges'],
): (hour: Pick<LocalHour, 'dayNumber' | 'hour'>) => CurveStepMinutes {
	const changes = stepChanges
		.map(({ day, hour, stepMinutes }) => ({ from: 24 * dayNumberOf(day) + hour, stepMinutes }))
		.sort((one, other) => one.from - other.from);

	return ({ dayNumber, hour }) =>
		changes.findLast(({ from }) => from <= 24 * dayNumber + hour)?.stepMinutes ?? own;
}

function arrange<Point>(points: Point[], { order, isDoubled }: Faults): Point[] {
	const given = isDoubled ? points.flatMap((point) => [point, point]) : points;
	if (order === 'time') return given;
	if (order === 'reversed') return given.toReversed();

	return given
		.map((point, position) => ({ point, rank: noise(position, given.length) }))
		.sort((one, other) => one.rank - other.rank)
		.map(({ point }) => point);
}
