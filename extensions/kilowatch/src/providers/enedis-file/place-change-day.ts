import { instantsOf } from './read-cell.ts';

/** A wall clock without offset on a day on which the clocks change. */
export interface NaivePoint {
	clockSeconds: number;
}

export interface PlacedPoint<Point> {
	point: Point;
	/** seconds since 1970 UTC */
	instant: number;
	/** which pass of autumn's repeated hour it is, had to be guessed */
	isGuessed: boolean;
}

/**
 * Puts the points of one local date on the time line by the order they stand in.
 *
 * A label of autumn's repeated hour means two instants. Of two such points the first in time order is summer time's;
 * lines that stand twice in the file are told by their even number. One alone is taken for the first pass and marked.
 * A label in the hour that spring leaves out is left out: `impossible` counts those.
 *
 * @param points in the file's order
 * @param isDescending whether the file goes from newest to oldest; `undefined`: it cannot be told
 */
export function placeChangeDay<Point extends NaivePoint>(
	points: readonly Point[],
	date: string,
	zone: string,
	isDescending: boolean | undefined,
): { placed: PlacedPoint<Point>[]; impossible: number } {
	const inTimeOrder = isDescending ? points.toReversed() : points;
	const byClock = Map.groupBy(inTimeOrder, ({ clockSeconds }) => clockSeconds);
	const placed: PlacedPoint<Point>[] = [];
	let impossible = 0;

	for (const [clockSeconds, same] of byClock) {
		const [first, second] = instantsOf({ date, clockSeconds }, zone);
		if (first === undefined) {
			impossible += same.length;
			continue;
		}
		const half = same.length > 1 && same.length % 2 === 0 ? same.length / 2 : same.length;
		for (const [index, point] of same.entries()) {
			placed.push({
				point,
				instant: second === undefined || index < half ? first : second,
				isGuessed: second !== undefined && (same.length !== 2 || isDescending === undefined),
			});
		}
	}

	return { placed, impossible };
}
