import type { ChartMark } from './chart-view.ts';

/** Neighbouring marks of which nothing is known, by their places in the view; `last` is included. */
export interface GapSpan {
	first: number;
	last: number;
}

/** The runs of missing marks, each to be drawn as one gap: a gap is no zero, and nothing is guessed over it. */
export function gapSpans(marks: readonly Pick<ChartMark, 'state'>[]): GapSpan[] {
	const spans: GapSpan[] = [];

	marks.forEach(({ state }, place) => {
		if (state !== 'missing') return;
		const open = spans.at(-1);
		if (open?.last === place - 1) open.last = place;
		else spans.push({ first: place, last: place });
	});

	return spans;
}
