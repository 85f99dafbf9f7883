import type { ChartView } from './chart-view.ts';

/** A point of the drawn line; `mark` says which interval it belongs to. */
export interface CurvePoint {
	x: number;
	y: number | null;
	mark: number;
	partial: boolean;
}

/**
 * The points of a stepped line. Each interval has its point in its middle, where the pointer looks for it; a run of
 * known intervals begins and ends on its true edges, and between two runs the line is broken.
 */
export function curvePoints({ marks, stepMs }: Pick<ChartView, 'marks' | 'stepMs'>): CurvePoint[] {
	const points: CurvePoint[] = [];

	marks.forEach(({ value, startMs, state }, mark) => {
		if (value === null) return;
		const point = { y: value, mark, partial: state === 'partial' };
		const end = startMs + stepMs;
		if (isGap(marks[mark - 1]?.value)) points.push({ ...point, x: startMs });
		points.push({ ...point, x: startMs + stepMs / 2 });
		if (isGap(marks[mark + 1]?.value)) points.push({ ...point, x: end }, { ...point, x: end, y: null });
	});

	return points;
}

function isGap(value: number | null | undefined): boolean {
	return value === null || value === undefined;
}
