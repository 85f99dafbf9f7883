import { hashText } from '../hash.ts';

/** First digits of Belgian metering points; the next ones name the operator. */
const PREFIX = '541456';

/** An EAN of 18 digits that stays the same for the same label, with its GS1 check digit. */
export function eanFor(label: string): string {
	const digits = `${PREFIX}${String(hashText(label)).padStart(11, '0').slice(-11)}`;

	return digits + String(checkDigit(digits));
}

/** GS1, modulo 10: the digit nearest to the check digit weighs three, the next one one, and so on. */
export function checkDigit(digits: string): number {
	const sum = Array.from(digits, Number)
		.reverse()
		.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);

	return (10 - (sum % 10)) % 10;
}
