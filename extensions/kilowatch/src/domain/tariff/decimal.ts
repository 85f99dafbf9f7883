/** Exact decimal numbers, as whole numbers of a small unit. Pure. */

/**
 * A decimal number in units of its last place: 0.2516 with 8 places is 25160000n.
 *
 * @param text digits with at most one point, a minus in front or not
 * @throws RangeError when it is none, or has more places
 */
export function parseDecimal(text: string, places: number): bigint {
	const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
	const [, sign = '', whole = '', fraction = ''] = match ?? [];
	if (!match) throw new RangeError(`${text} is not a decimal number`);
	if (fraction.length > places) throw new RangeError(`${text} has more than ${places} decimals`);
	const value = BigInt(whole + fraction.padEnd(places, '0'));

	return sign === '' ? value : -value;
}

/** A quotient to the nearest whole number; halves away from zero, as money is rounded. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
	const isNegative = dividend < 0n !== divisor < 0n;
	const [over, under] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
	const quotient = (2n * over + under) / (2n * under);

	return isNegative ? -quotient : quotient;
}

/**
 * Rounds parts so that they still make their sum: the sum is rounded by itself, and what the parts lack of it goes to those
 * that lost most.
 *
 * @returns whole numbers of `unit`
 */
export function roundParts(parts: readonly bigint[], unit: bigint): bigint[] {
	const rounded = parts.map((part) => divideRounded(part, unit));
	const sum = divideRounded(
		parts.reduce((total, part) => total + part, 0n),
		unit,
	);
	let lacking = sum - rounded.reduce((total, part) => total + part, 0n);
	const step = lacking < 0n ? -1n : 1n;
	const lost = (index: number): bigint => step * ((parts[index] ?? 0n) - (rounded[index] ?? 0n) * unit);
	const order = parts.map((_, index) => index);
	order.sort(
		(one, other) => Number(lost(other) > lost(one)) - Number(lost(other) < lost(one)) || one - other,
	);
	for (const index of order) {
		if (lacking === 0n) break;
		rounded[index] = (rounded[index] ?? 0n) + step;
		lacking -= step;
	}

	return rounded;
}
