import { Hono } from 'hono';
import { buildingOf } from '../meters/meter.ts';
import type { SeenTokenCalls } from './authorization-server.ts';
import type { OresConsent } from './ores-consents.ts';
import { noOresFaults, oresFaultsSchema } from './ores-faults.ts';
import type { SeenDataCalls } from './ores-measures.ts';
import type { OresMeter } from './ores-meters.ts';

export interface OresControlOptions {
	meters: readonly OresMeter[];
	/** read and changed in place, both */
	seen: SeenTokenCalls;
	data: SeenDataCalls;
	consents: () => readonly OresConsent[];
	/** the holder takes it back at the operator */
	revoke: (consent: OresConsent) => void;
}

/** What tests and the demo steer the simulated ORES with; nothing of it exists at an operator. */
export function oresControl({ meters, seen, data, consents, revoke }: OresControlOptions): Hono {
	const routes = new Hono();
	const calls = () => ({
		tokens: seen.tokens,
		revocations: seen.revocations,
		data: data.total,
		last: data.last,
	});

	routes.get('/meters', (context) =>
		context.json(
			meters.map(({ ean, label, activatedOn, consumption, production }) => ({
				ean,
				label,
				building: buildingOf(label),
				activatedOn,
				consumption: consumption !== null,
				production: production !== null,
				isShared: consents().some(({ eans }) => eans.includes(ean)),
			})),
		),
	);

	routes.get('/consents', (context) =>
		context.json(
			consents().map(({ consentId, eans, validUntil }) => ({
				consent_id: consentId,
				eans,
				valid_until: validUntil,
			})),
		),
	);

	routes.delete('/consents/:ean', (context) => {
		const held = consents().filter(({ eans }) => eans.includes(context.req.param('ean')));
		held.forEach(revoke);

		return context.json({ revoked: held.length });
	});

	routes.get('/calls', (context) => context.json(calls()));

	routes.delete('/calls', (context) => {
		seen.tokens = {};
		seen.revocations = 0;
		data.total = 0;
		data.last = [];

		return context.json(calls());
	});

	routes.get('/faults', (context) => context.json(seen.faults));

	routes.put('/faults', async (context) => {
		const parsed = oresFaultsSchema.safeParse(await context.req.json().catch(() => undefined));
		if (!parsed.success) {
			const [issue] = parsed.error.issues;

			return context.json({ message: `${issue?.path.join('.')}: ${issue?.message}` }, 400);
		}
		seen.faults = parsed.data;

		return context.json(seen.faults);
	});

	routes.delete('/faults', (context) => {
		seen.faults = noOresFaults;

		return context.json(seen.faults);
	});

	return routes;
}
