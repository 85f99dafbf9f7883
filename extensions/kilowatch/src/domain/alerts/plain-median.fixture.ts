/** As one would compute it by hand: of what is known, `NaN` where nothing is. */
export function plainMedian(numbers: readonly number[]): number {
	const sorted = numbers.filter((number) => !Number.isNaN(number)).sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);

	return sorted.length % 2 === 1
		? (sorted[middle] ?? NaN)
		: ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
