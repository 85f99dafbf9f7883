import { Hono } from 'hono';
import { z } from 'zod';
import { todayOf } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Shares } from './enedis/shares.ts';
import type { Meter } from './meters/meter.ts';

export interface ControlOptions {
	clock: Clock;
	meters: readonly Meter[];
	shares: Shares;
}

const clockSchema = z.strictObject({ now: z.iso.datetime({ offset: true }).nullable() });

/** What tests and the demo steer the sandbox with; nothing of it exists at the operator. */
export function controlRoutes({ clock, meters, shares }: ControlOptions): Hono {
	const routes = new Hono();
	const now = (): { now: string } => ({ now: new Date(clock.nowMs()).toISOString() });

	routes.get('/meters', (context) => {
		const today = todayOf(clock.nowMs());

		return context.json(
			meters.map(({ pointId, label, activatedOn }) => ({
				pointId,
				label,
				activatedOn,
				isShared: shares.active(pointId, today) !== undefined,
			})),
		);
	});

	routes.get('/clock', (context) => context.json(now()));

	routes.put('/clock', async (context) => {
		const parsed = clockSchema.safeParse(await context.req.json().catch(() => undefined));
		if (!parsed.success)
			return context.json(
				{ message: 'The body must be {"now": "<ISO instant with offset>"} or {"now": null}.' },
				400,
			);
		clock.set(parsed.data.now === null ? null : Date.parse(parsed.data.now));

		return context.json(now());
	});

	return routes;
}
