import { expect, test } from 'vitest';
import { dayId } from '../../domain/day-id.ts';
import { readingId } from '../../domain/reading-id.ts';
import { registerJudgedWrites } from './judged-writes.ts';

type Heard = (meta: Record<string, unknown>) => void;

function listening(error: string | null = null) {
	const heard = new Map<string, Heard>();
	const marked: unknown[][] = [];
	const warnings: string[] = [];
	registerJudgedWrites(
		{ action: (event: string, handler: unknown) => void heard.set(event, handler as Heard) },
		{
			installation: { applied: 1, available: 1, error },
			database: { query: (_: string, values: unknown[]) => Promise.resolve(marked.push(values)) } as never,
			warn: (message: string) => warnings.push(message),
		},
	);
	const tell = (event: string, meta: Record<string, unknown>) => heard.get(event)?.(meta);

	return { tell, marked, warnings };
}

const settled = () =>
	new Promise((resolve) => {
		setTimeout(resolve, 20);
	});
const at = Date.parse('2026-03-01T00:30:00Z') / 1000;

test('a channel whose days are written is due once, from the earliest of them', async () => {
	const { tell, marked, warnings } = listening();
	tell('iot_daily.items.create', { key: dayId(7, '2026-03-02'), payload: {} });
	tell('iot_daily.items.create', { key: String(dayId(7, '2026-02-27')), payload: {} });
	tell('iot_daily.items.update', { keys: [dayId(7, '2026-03-05'), dayId(8, '2026-03-05')], payload: {} });
	await settled();

	expect(marked).toEqual([
		[7, '2026-02-27'],
		[8, '2026-03-05'],
	]);
	tell('iot_readings.items.create', { key: readingId(9, at), payload: {} });
	tell('iot_readings.items.update', { keys: [String(readingId(9, at + 86_400))], payload: {} });
	await settled();

	expect(marked.slice(2)).toEqual([[9, '2026-02-28']]);
	expect(warnings).toEqual([]);
});

test('nothing is noted where there is no schema yet', async () => {
	const { tell, marked } = listening('not yet');
	tell('iot_daily.items.create', { key: dayId(7, '2026-03-02'), payload: {} });
	await settled();

	expect(marked).toEqual([]);
});
