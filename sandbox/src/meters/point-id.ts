import { hashText } from '../hash.ts';

/**
 * A PRM of 14 digits that stays the same for the same label.
 *
 * @param isFirst the first meter's PRM starts with a zero, which a client that reads numbers would lose
 */
export function pointIdFor(label: string, isFirst: boolean): string {
	const digits = [`${label}/1`, `${label}/2`]
		.map((text) => String(hashText(text)).padStart(7, '0').slice(-7))
		.join('');

	return isFirst ? `0${digits.slice(1)}` : digits;
}
