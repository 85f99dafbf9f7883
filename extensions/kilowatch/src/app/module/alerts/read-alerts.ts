import type { Alert, AlertsAnswer } from '../../../shared/http-contract/alerts.ts';

export interface AlertPages {
	alerts: readonly Alert[];
	/** null: there are no more */
	nextCursor: string | null;
}

export type LoadAlerts = (limit: number, cursor: string | undefined) => Promise<AlertsAnswer>;

/** The server gives no more in one answer. */
const MOST_ALERTS_AN_ANSWER = 500;

/** The next alerts after some pages, until there are `count` of them in all; without pages, from the newest on. */
export async function readAlerts(load: LoadAlerts, count: number, after?: AlertPages): Promise<AlertPages> {
	const alerts = [...(after?.alerts ?? [])];
	let nextCursor = after?.nextCursor ?? null;
	do {
		const limit = Math.min(MOST_ALERTS_AN_ANSWER, count - alerts.length);
		const { data, meta } = await load(limit, nextCursor ?? undefined);
		alerts.push(...data);
		nextCursor = meta.next_cursor;
	} while (nextCursor !== null && alerts.length < count);

	return { alerts, nextCursor };
}
