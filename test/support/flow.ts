import { must, post } from './ask.ts';
import type { TestServer } from './directus.ts';

/** Runs a Flow of the one operation `kilowatch-report`, and gives what that answers; the Flow is gone afterwards. */
export async function runReport(
	server: TestServer,
	options: Readonly<Record<string, unknown>>,
): Promise<unknown> {
	const flow = await post(server, '/flows', {
		name: 'Report',
		trigger: 'webhook',
		status: 'active',
		accountability: null,
		options: { method: 'POST', return: '$last' },
	});
	try {
		const operation = await post(server, '/operations', {
			flow: flow.id,
			key: 'report',
			type: 'kilowatch-report',
			position_x: 19,
			position_y: 1,
			options,
		});
		await must(server, `/flows/${flow.id}`, { method: 'PATCH', body: { operation: operation.id } });
		const answer = await server.request(`/flows/trigger/${flow.id}`, { method: 'POST', body: {} });

		return await answer.json();
	} finally {
		await server.request(`/flows/${flow.id}`, { method: 'DELETE' });
	}
}
