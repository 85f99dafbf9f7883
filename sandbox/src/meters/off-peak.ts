const MINUTES_A_DAY = 1_440;

/**
 * How many minutes of each half of a local hour are off-peak.
 *
 * @param text as a contract writes it, such as `HC (22H38-6H38)` or `HC (0h54-6h54;11h54-13h54)`
 * @throws Error when there is no range in it
 */
export function offPeakMinutes(text: string): (hour: number) => [first: number, second: number] {
	const ranges = [...text.matchAll(/(\d{1,2})h(\d{2})-(\d{1,2})h(\d{2})/gi)].map(
		([, fromHour, fromMinute, untilHour, untilMinute]) =>
			[Number(fromHour) * 60 + Number(fromMinute), Number(untilHour) * 60 + Number(untilMinute)] as const,
	);
	if (ranges.length === 0) throw new Error(`"${text}" has no off-peak hours`);

	const isOffPeak = (minute: number): boolean =>
		ranges.some(([from, until]) =>
			from < until ? minute >= from && minute < until : minute >= from || minute < until,
		);
	const halves = new Array<number>(MINUTES_A_DAY / 30).fill(0);
	for (let minute = 0; minute < MINUTES_A_DAY; minute += 1)
		if (isOffPeak(minute)) halves[Math.floor(minute / 30)] = (halves[Math.floor(minute / 30)] ?? 0) + 1;

	return (hour) => [halves[2 * hour] ?? 0, halves[2 * hour + 1] ?? 0];
}
