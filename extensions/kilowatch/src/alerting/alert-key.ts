import { sha256 } from '../domain/sha256.ts';

/**
 * The key of an alert: the same for the same meter, kind of finding and first day, whoever makes it. So two processes, or one that
 * died in between and its successor, cannot make it twice. It has the form of a uuid of version 8, whose bits are one's own.
 *
 * @param group what is one alert, though several rules may find it
 * @param firstDate local date
 */
export function alertKey(device: string, group: string, firstDate: string): string {
	const digits = sha256(`kilowatch alert ${device} ${group} ${firstDate}`);
	const variant = ((parseInt(digits.slice(16, 17), 16) & 0x3) | 0x8).toString(16);

	return [
		digits.slice(0, 8),
		digits.slice(8, 12),
		`8${digits.slice(13, 16)}`,
		`${variant}${digits.slice(17, 20)}`,
		digits.slice(20, 32),
	].join('-');
}
