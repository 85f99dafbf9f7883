import { setImmediate as afterTheOthers } from 'node:timers/promises';
import { z } from 'zod';
import { splitDayId } from '../../domain/day-id.ts';
import { addDays, localDateOf } from '../../domain/local-days.ts';
import { splitReadingId } from '../../domain/reading-id.ts';
import { markDue } from '../../storage/alerts/alert-due.ts';
import type { RegisterFunctions } from '../directus.ts';
import type { Runtime } from '../runtime.ts';

const key = z.coerce.number().int().nonnegative();
const created = z.looseObject({ key });
const updated = z.looseObject({ keys: z.array(key) });

/** From which local date on a row may tell something else; of a reading it is a day early, whatever the zone. */
const changeOf = {
	iot_daily: splitDayId,
	iot_readings: (id: number) => {
		const { channel, epochSeconds } = splitReadingId(id);

		return { channel, date: addDays(localDateOf(epochSeconds, 'UTC'), -1) };
	},
} as const;

/**
 * Has a meter judged again when somebody writes its days or readings through Directus. An import of many rows is as many events:
 * those that come together are noted once a channel.
 */
export function registerJudgedWrites(
	register: Pick<RegisterFunctions, 'action'>,
	runtime: Pick<Runtime, 'installation' | 'database' | 'warn'>,
): void {
	const changed = new Map<number, string>();
	const mark = async () => {
		await afterTheOthers();
		const noted = [...changed];
		changed.clear();
		for (const [channel, date] of noted) await markDue(runtime.database, channel, date);
	};
	const note = (collection: keyof typeof changeOf, ids: readonly number[]) => {
		if (ids.length === 0 || runtime.installation.error !== null) return;
		const isWaiting = changed.size > 0;
		for (const id of ids) {
			const { channel, date } = changeOf[collection](id);
			const before = changed.get(channel);
			if (before === undefined || date < before) changed.set(channel, date);
		}
		if (isWaiting) return;
		mark().catch((error: unknown) => {
			runtime.warn('Meters whose days were written could not be noted to be judged again', { error });
		});
	};

	for (const collection of ['iot_daily', 'iot_readings'] as const) {
		register.action(`${collection}.items.create`, (meta) => {
			const { data } = created.safeParse(meta);
			note(collection, data ? [data.key] : []);
		});
		register.action(`${collection}.items.update`, (meta) => {
			note(collection, updated.safeParse(meta).data?.keys ?? []);
		});
	}
}
