import { Hono } from 'hono';
import { gatewayFaultsSchema, noGatewayFaults } from './gateway-faults.ts';
import type { Gateway } from './gateway.ts';

/** Steers the gateway's troubles and tells its calls; nothing of it exists at the operator. */
export function gatewayControl(gateway: Gateway): Hono {
	const routes = new Hono();

	routes.get('/gateway', (context) => context.json(gateway.faults));

	routes.put('/gateway', async (context) => {
		const parsed = gatewayFaultsSchema.safeParse(await context.req.json().catch(() => undefined));
		if (!parsed.success) {
			const [issue] = parsed.error.issues;

			return context.json({ message: `${issue?.path.join('.')}: ${issue?.message}` }, 400);
		}
		gateway.faults = parsed.data;

		return context.json(gateway.faults);
	});

	routes.delete('/gateway', (context) => {
		gateway.faults = noGatewayFaults;

		return context.json(gateway.faults);
	});

	routes.get('/calls', (context) => context.json(gateway.calls()));

	routes.delete('/calls', (context) => {
		gateway.forgetCalls();

		return context.json(gateway.calls());
	});

	return routes;
}
