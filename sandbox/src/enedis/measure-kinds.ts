import { dateOf, type LocalHour } from '../calendar.ts';
import { indexReading, type IndexReading } from '../meters/energy-index.ts';
import {
	dayCurve,
	dayEnergyWh,
	dayMaximum,
	type CurveStepMinutes,
	type LoadProfile,
} from '../meters/meter.ts';

/** A value as both generations of the API send it, each in its own words. */
export interface MeasurePoint {
	/** `YYYY-MM-DD` of a day; `YYYY-MM-DD HH:MM:SS` of a maximum's moment or of an interval's end */
	label: string;
	/** whole Wh, W or VA; null = the operator has the point but no value */
	value: number | null;
	/** of a curve's point only */
	stepMinutes?: CurveStepMinutes;
}

/** A meter's direction as a measure sees it, faults included. */
export interface MeasuredDirection {
	/** what it really is */
	trueLoad: LoadProfile;
	/** with the corrections of values */
	load: LoadProfile;
	/** with the curve's own holes too */
	curveLoad: LoadProfile;
	stepOf: (hour: LocalHour) => CurveStepMinutes;
	/** whether the day's total, or one of its hours, is sent without its value */
	isNull: (dayNumber: number, hour: number | null) => boolean;
	activatedOn: string;
	offPeakHours: string | null;
}

/** What is measured, whichever generation of the API asks. */
export interface MeasureKind<Point> {
	direction: 'consumption' | 'production';
	/** a curve comes only when the holder has switched its collection on */
	isCurve: boolean;
	/** how far back the operator keeps it, besides 15 days */
	historyMonths: number;
	/** the longest period of a call */
	maxDays: number | null;
	dayPoints: (measured: MeasuredDirection, dayNumber: number) => Point[];
	/** makes the answer's points of all its days' */
	combine?: (points: Point[]) => Point[];
}

type Direction = MeasureKind<unknown>['direction'];

const perDay = { isCurve: false, historyMonths: 36, maxDays: null };

const energyByDay = (direction: Direction): MeasureKind<MeasurePoint> => ({
	direction,
	...perDay,
	dayPoints: ({ load, isNull }, dayNumber) => {
		const energyWh = dayEnergyWh(load, dayNumber);

		return energyWh === null
			? []
			: [{ label: dateOf(dayNumber), value: isNull(dayNumber, null) ? null : energyWh }];
	},
});

const curve = (direction: Direction): MeasureKind<MeasurePoint> => ({
	direction,
	isCurve: true,
	historyMonths: 24,
	maxDays: 7,
	dayPoints: ({ curveLoad, stepOf, isNull }, dayNumber) =>
		dayCurve(curveLoad, dayNumber, stepOf).map(({ label, powerW, stepMinutes, hour }) => ({
			label,
			value: isNull(dayNumber, hour.hour) ? null : powerW,
			stepMinutes,
		})),
});

const maximumByDay: MeasureKind<MeasurePoint> = {
	direction: 'consumption',
	...perDay,
	dayPoints: ({ load, isNull }, dayNumber) => {
		const maximum = dayMaximum(load, dayNumber);

		return maximum ? [{ label: maximum.label, value: isNull(dayNumber, null) ? null : maximum.powerVa }] : [];
	},
};

const indexes = (direction: Direction): MeasureKind<IndexReading> => ({
	direction,
	...perDay,
	dayPoints: ({ trueLoad, activatedOn, offPeakHours }, dayNumber) => [
		indexReading(trueLoad, activatedOn, direction === 'consumption' ? offPeakHours : null, dayNumber),
	],
});

/** The highest of each calendar month's maxima that the period has; months without a value are left out. */
function highestByMonth(points: MeasurePoint[]): MeasurePoint[] {
	const highest = new Map<string, MeasurePoint>();
	for (const point of points) {
		const month = point.label.slice(0, 7);
		if (point.value !== null && point.value > (highest.get(month)?.value ?? -1)) highest.set(month, point);
	}

	return [...highest.values()];
}

export const measureKinds = {
	dailyConsumption: energyByDay('consumption'),
	dailyProduction: energyByDay('production'),
	consumptionCurve: curve('consumption'),
	productionCurve: curve('production'),
	maximumByDay,
	maximumByMonth: { ...maximumByDay, combine: highestByMonth },
	consumptionIndexes: indexes('consumption'),
	productionIndexes: indexes('production'),
};
