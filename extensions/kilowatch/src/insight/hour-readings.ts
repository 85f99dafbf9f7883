import { addDays } from '../domain/local-days.ts';
import type { LocalHour } from '../domain/statistics/local-hours.ts';
import type { HourReading } from '../shared/http-contract/readings.ts';
import type { Database } from '../storage/database.ts';
import type { Period } from './building-days.ts';
import { readChannelHours, type HourAggregate } from './channel-hours.ts';
import { formatCursor } from './cursor.ts';
import type { Gap } from './reading-gaps.ts';
import type { BuildingChannel, ReadingsPage, ReadingsRequest } from './readings.ts';

const HOURS_PER_DAY = 24;

/** A page of hours, by time, then channel: whole days, so that each page's local hours are counted from a midnight. */
export async function readHours(
	database: Database,
	{ channels, timezone, aggregate, ...request }: ReadingsRequest & { aggregate: HourAggregate },
): Promise<ReadingsPage<HourReading> & { gaps: Gap[] }> {
	const page = pageOf(request, channels.length);
	const {
		grid: { hours, lengths },
		known,
	} = await readChannelHours(
		database,
		channels.map(({ id }) => id),
		{ ...page.period, timeZone: timezone, aggregate },
	);
	const rows = hours.flatMap((hour, index) => {
		const at = hourText(hour);

		return channels.flatMap(({ id, device, register }) => {
			const own = known.get(id);
			const covered = own?.coveredSeconds[index] ?? 0;

			return own && covered > 0
				? [{ device, channel: id, register, hour: at, value: own.values[index] ?? 0, covered_s: covered }]
				: [];
		});
	});
	const unknown = (channel: BuildingChannel): Gap[] => {
		const gaps: { startSeconds: number; endSeconds: number }[] = [];
		for (const [index, { startSeconds }] of hours.entries()) {
			if ((known.get(channel.id)?.coveredSeconds[index] ?? 0) > 0) continue;
			const endSeconds = startSeconds + (lengths[index] ?? 0);
			const last = gaps.at(-1);
			if (last?.endSeconds === startSeconds) last.endSeconds = endSeconds;
			else gaps.push({ startSeconds, endSeconds });
		}

		return gaps.map((gap) => ({
			device: channel.device,
			register: channel.register,
			from: new Date(gap.startSeconds * 1000).toISOString(),
			to: new Date(gap.endSeconds * 1000).toISOString(),
		}));
	};

	return {
		rows,
		nextCursor: page.next === undefined ? null : formatCursor({ at: page.next, channel: 1 }),
		gaps: channels.flatMap(unknown),
	};
}

/** The hour's beginning as its clock says it, with the offset in force: `2026-10-25T02:00:00+02:00`. */
export function hourText({ date, hour, offsetMinutes }: LocalHour): string {
	const minutes = Math.abs(offsetMinutes);
	const offset = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

	return `${date}T${twoDigits(hour)}:00:00${offsetMinutes < 0 ? '-' : '+'}${offset}`;
}

function twoDigits(number: number): string {
	return String(number).padStart(2, '0');
}

/** The days of a page: from its cursor's date on, as many as fit, at least one. */
function pageOf(
	{ from, to, cursor, limit }: Pick<ReadingsRequest, 'from' | 'to' | 'cursor' | 'limit'>,
	channels: number,
): { period: Period; next: string | undefined } {
	const start = cursor === undefined ? from : String(cursor.at);
	const days = Math.max(1, Math.floor(limit / (HOURS_PER_DAY * Math.max(1, channels))));
	const end = addDays(start, days);

	return end < to
		? { period: { from: start, to: end }, next: end }
		: { period: { from: start, to }, next: undefined };
}
