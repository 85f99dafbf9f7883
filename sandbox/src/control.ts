import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { isDate, todayOf } from './calendar.ts';
import type { Clock } from './clock.ts';
import { apiGenerationSchema, type ServedApi } from './enedis/api-generation.ts';
import type { Shares } from './enedis/shares.ts';
import { faultsSchema, type FaultStore } from './faults.ts';
import { buildingOf, type Meter } from './meters/meter.ts';

export interface ControlOptions {
	clock: Clock;
	/** changed in place */
	meters: readonly Meter[];
	shares: Shares;
	faults: FaultStore;
	/** changed in place */
	served: ServedApi;
}

const clockSchema = z.strictObject({ now: z.iso.datetime({ offset: true }).nullable() });
const servedSchema = z.strictObject({ generation: apiGenerationSchema });
const meterSchema = z
	.strictObject({
		activatedOn: z.string().refine(isDate, 'must be a day, YYYY-MM-DD'),
		isCurveCollected: z.boolean(),
		curveStepMinutes: z.literal([5, 10, 15, 30, 60]),
	})
	.partial();

/** What tests and the demo steer the sandbox with; nothing of it exists at the operator. */
export function controlRoutes({ clock, meters, shares, faults, served }: ControlOptions): Hono {
	const routes = new Hono();
	const now = (): { now: string } => ({ now: new Date(clock.nowMs()).toISOString() });
	const meterOf = (context: Context): Meter | undefined =>
		meters.find(({ pointId }) => pointId === context.req.param('pointId'));
	const describe = (meter: Meter): object => ({
		pointId: meter.pointId,
		label: meter.label,
		building: buildingOf(meter.label),
		activatedOn: meter.activatedOn,
		consumption: meter.consumption !== null,
		production: meter.production !== null,
		persona: meter.persona,
		isCurveCollected: meter.isCurveCollected,
		curveStepMinutes: meter.curveStepMinutes,
		isShared: shares.active(meter.pointId, todayOf(clock.nowMs())) !== undefined,
	});

	routes.get('/meters', (context) => context.json(meters.map(describe)));

	routes.put('/meters/:pointId', async (context) => {
		const meter = meterOf(context);
		if (!meter) return unknownMeter(context);
		const changes = await readBody(context, meterSchema);
		if (!changes.success) return badBody(context, changes.error);
		Object.assign(meter, changes.data);

		return context.json(describe(meter));
	});

	routes.get('/meters/:pointId/faults', (context) => {
		const meter = meterOf(context);

		return meter ? context.json(faults.of(meter.pointId)) : unknownMeter(context);
	});

	routes.put('/meters/:pointId/faults', async (context) => {
		const meter = meterOf(context);
		if (!meter) return unknownMeter(context);
		const wanted = await readBody(context, faultsSchema);
		if (!wanted.success) return badBody(context, wanted.error);
		faults.set(meter.pointId, wanted.data);

		return context.json(wanted.data);
	});

	routes.delete('/meters/:pointId/faults', (context) => {
		const meter = meterOf(context);
		if (!meter) return unknownMeter(context);
		faults.clear(meter.pointId);

		return context.json(faults.of(meter.pointId));
	});

	routes.get('/api', (context) => context.json(served));

	routes.put('/api', async (context) => {
		const wanted = await readBody(context, servedSchema);
		if (!wanted.success) return badBody(context, wanted.error);
		served.generation = wanted.data.generation;

		return context.json(served);
	});

	routes.get('/clock', (context) => context.json(now()));

	routes.put('/clock', async (context) => {
		const parsed = await readBody(context, clockSchema);
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

const readBody = async <Schema extends z.ZodType>(
	context: Context,
	schema: Schema,
): Promise<z.ZodSafeParseResult<z.output<Schema>>> =>
	schema.safeParse(await context.req.json().catch(() => undefined));

const unknownMeter = (context: Context): Response =>
	context.json({ message: 'The sandbox has no meter with this PRM.' }, 404);

const badBody = (context: Context, { issues }: z.ZodError): Response =>
	context.json(
		{ message: issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ') },
		400,
	);
