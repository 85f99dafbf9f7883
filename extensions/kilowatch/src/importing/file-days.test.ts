import { Readable } from 'node:stream';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { localDays } from '../domain/local-days.ts';
import { parseEnedisFile } from '../providers/enedis-file/parse-file.ts';
import { fileDays, type FileDay } from './file-days.ts';
import { placeIntervals } from './place-intervals.ts';
import { createValueBuffer } from './value-buffer.ts';

const zone = 'Europe/Paris';

async function daysOf(text: string): Promise<FileDay[]> {
	const sink = createValueBuffer({
		readingsFromSeconds: 0,
		daysFrom: '1970-01-01',
		nowSeconds: Date.parse('2030-01-01') / 1000,
	});
	await parseEnedisFile(Readable.from([Buffer.from(text)]), {
		zone,
		pointId: undefined,
		sink,
		signal: new AbortController().signal,
	});

	return sink
		.series()
		.flatMap((series) => [...fileDays(placeIntervals(series.pieces()), series.totals, zone)]);
}

describe('a file’s days', () => {
	test('every interval comes back where it was, whatever the step, the order, the stamps and the day', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom('2025-10-25', '2025-03-29', '2025-06-01', '2024-10-26', '2024-12-31'),
				fc.constantFrom(5, 10, 15, 30, 60),
				fc.constantFrom('offset', 'naive', 'begin_end'),
				fc.boolean(),
				async (from, stepMinutes, stamps, isDescending) => {
					const step = stepMinutes * 60;
					const to = DateTime.fromISO(from).plus({ days: 3 }).toFormat('yyyy-MM-dd');
					const span = localDays(from, to, zone);
					const write = (seconds: number) =>
						DateTime.fromSeconds(seconds, { zone }).toFormat(
							stamps === 'offset'
								? "yyyy-MM-dd'T'HH:mm:ssZZ"
								: stamps === 'naive'
									? 'yyyy-MM-dd HH:mm:ss'
									: 'dd/MM/yyyy HH:mm:ss',
						);
					const starts = span.flatMap((day) =>
						Array.from(
							{ length: (day.endSeconds - day.startSeconds) / step },
							(_, index) => day.startSeconds + index * step,
						),
					);
					const rows = starts.map((start, index) =>
						stamps === 'begin_end'
							? `${write(start)};${write(start + step)};${index}`
							: `${write(start + step)};${index}`,
					);
					const head = stamps === 'begin_end' ? 'Début;Fin;Valeur (en W)' : 'Horodate;Valeur';
					const days = await daysOf([head, ...(isDescending ? rows.toReversed() : rows)].join('\n'));
					const readings = days.flatMap((day) => day.readings);

					expect(days.map(({ day }) => day)).toEqual(span);
					expect(readings.map(({ startSeconds }) => startSeconds)).toEqual(starts);
					expect(readings.every(({ durationSeconds }) => durationSeconds === step)).toBe(true);
					expect(readings.map(({ value }) => value)).toEqual(
						starts.map((_, index) => (index * step) / 3_600),
					);
				},
			),
			{ numRuns: 60 },
		);
	});

	test('a hole is no longer step, a change of the step is', async () => {
		const rows = ['00:30', '01:00', '02:00', '02:30', '02:45', '03:00', '03:30', '04:00'].map(
			(time) => `2026-01-05T${time}:00+01:00;100`,
		);
		const [day] = await daysOf(['Horodate;Valeur', ...rows].join('\n'));

		expect(day?.readings.map(({ durationSeconds }) => durationSeconds / 60)).toEqual([
			30, 30, 30, 30, 15, 15, 30, 30,
		]);
	});

	test('days of totals alone stand between days of a curve', async () => {
		const days = await daysOf(
			[
				'Date;Valeur (en kWh)',
				'01/01/2026;1',
				'03/01/2026;3',
				'05/01/2026;5',
				'Horodate;Valeur',
				'2026-01-02T12:00:00+01:00;1000',
				'2026-01-03T12:00:00+01:00;1000',
			].join('\n'),
		);

		expect(days.map(({ day, readings, total }) => [day.date, readings.length, total?.value])).toEqual([
			['2026-01-01', 0, 1000],
			['2026-01-02', 1, undefined],
			['2026-01-03', 1, 3000],
			['2026-01-05', 0, 5000],
		]);
	});
});
