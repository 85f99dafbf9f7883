/** The middle half of some values and their middle. */
export interface Quartiles {
	lower: number;
	median: number;
	upper: number;
}

/** Between neighbours in proportion; `undefined` of no values. */
export function quartilesOf(values: readonly number[]): Quartiles | undefined {
	if (values.length === 0) return undefined;
	const sorted = values.toSorted((one, other) => one - other);

	return { lower: quantile(sorted, 0.25), median: quantile(sorted, 0.5), upper: quantile(sorted, 0.75) };
}

function quantile(sorted: readonly number[], share: number): number {
	const place = (sorted.length - 1) * share;
	const below = sorted[Math.floor(place)] ?? 0;
	const above = sorted[Math.ceil(place)] ?? below;

	return below + (above - below) * (place - Math.floor(place));
}
