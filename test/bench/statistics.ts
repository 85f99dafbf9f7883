/** The value below which the share `quantile` (0 to 1) of the values lies, between two values by proportion. */
export function quantile(values: readonly number[], quantile: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const position = (sorted.length - 1) * quantile;
	const below = sorted[Math.floor(position)];
	const above = sorted[Math.ceil(position)];
	if (below === undefined || above === undefined) throw new RangeError('Of no values there is no quantile');

	return below + (above - below) * (position - Math.floor(position));
}

/** How long one thing took, over all its rounds. */
export interface Timing {
	rounds: number;
	medianMs: number;
	p95Ms: number;
}

export function summarize(durationsMs: readonly number[]): Timing {
	return {
		rounds: durationsMs.length,
		medianMs: quantile(durationsMs, 0.5),
		p95Ms: quantile(durationsMs, 0.95),
	};
}
