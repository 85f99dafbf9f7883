/** Places of dates in their year and month. Pure. */

const DAY_MS = 86_400_000;

/** @param date `YYYY-MM-DD` */
export function dateParts(date: string): { dayOfYear: number; dayOfMonth: number } {
	const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);

	return {
		dayOfYear: (Date.UTC(year, month - 1, dayOfMonth) - Date.UTC(year, 0, 1)) / DAY_MS + 1,
		dayOfMonth,
	};
}

export function daysInYear(date: string): number {
	const year = Number(date.slice(0, 4));

	return (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY_MS;
}

export function daysInMonth(date: string): number {
	const [year = 0, month = 1] = date.split('-').map(Number);

	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
