import type { Hono } from 'hono';
import { createClock, type Clock } from './clock.ts';
import { AUTHORIZE_PATH } from './enedis/pages.ts';
import { plainMeterFacts, splitHour, type Meter } from './meters/meter.ts';
import { createSandbox, type SandboxOptions } from './server.ts';

/** A meter that uses 1,000 Wh in hour 0, 1,001 Wh in hour 1 …, 100 W more in second halves. */
export const plainMeter: Meter = {
	pointId: '09775542606818',
	label: 'Plain <building>',
	activatedOn: '2015-01-01',
	...plainMeterFacts,
	consumption: ({ hour }) => splitHour(1_000 + hour, 50),
};

/** Activated this year; without data on 10 November and in hour 5 of 11 November. */
export const youngMeter: Meter = {
	pointId: '22516914714270',
	label: 'Young building',
	activatedOn: '2026-02-01',
	...plainMeterFacts,
	consumption: ({ dayNumber, hour }) => {
		const tenth = Date.UTC(2026, 10, 10) / 86_400_000;
		if (dayNumber === tenth || (dayNumber === tenth + 1 && hour === 5)) return null;

		return splitHour(500, 0);
	},
};

/** Feeds in 200 Wh in hour 12 and nothing else; draws nothing. */
export const roofMeter: Meter = {
	pointId: '24880057139941',
	label: 'Roof',
	activatedOn: '2020-06-01',
	...plainMeterFacts,
	consumption: null,
	production: ({ hour }) => splitHour(hour === 12 ? 200 : 0, 20),
};

export interface TestSandbox {
	app: Hono;
	clock: Clock;
	postForm: (
		path: string,
		fields: Record<string, string>,
		headers?: Record<string, string>,
	) => Promise<Response>;
	/** A consent of three years; returns its id. */
	share: (meter: Meter) => Promise<number>;
	token: () => Promise<string>;
	/** A measure call of generation 2026 with a valid token. */
	measure: (path: string, query: Record<string, string>) => Promise<Response>;
	/** A measure call of generation v5 with a valid token; the path from the host's root. */
	measureV5: (path: string, query: Record<string, string>) => Promise<Response>;
	/** A control call with a body in JSON. */
	put: (path: string, body: unknown) => Promise<Response>;
}

/** A sandbox in process whose clock stands still, at 10:00 in Paris on Monday 2026-11-23 unless told otherwise. */
export function testSandbox(
	now = '2026-11-23T09:00:00Z',
	options: Partial<SandboxOptions> = {},
): TestSandbox {
	const clock = createClock(() => 0, Date.parse(now));
	const app = createSandbox({
		clock,
		meters: [plainMeter, youngMeter],
		clientId: 'app',
		clientSecret: 'secret:1',
		redirectUri: 'http://localhost:8055/callback?tenant=1',
		// The clock stands still, so all calls are in the same second.
		callLimits: { perSecond: 1_000_000, perHour: 1_000_000 },
		...options,
	});

	const postForm: TestSandbox['postForm'] = async (path, fields, headers = {}) =>
		app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers });

	const token = async (): Promise<string> => {
		const response = await postForm('/oauth2/v3/token', {
			grant_type: 'client_credentials',
			client_id: 'app',
			client_secret: 'secret:1',
		});

		return ((await response.json()) as { access_token: string }).access_token;
	};

	const measureAt = async (path: string, query: Record<string, string>): Promise<Response> =>
		app.request(`${path}?${new URLSearchParams(query).toString()}`, {
			headers: { authorization: `Bearer ${await token()}` },
		});

	return {
		app,
		clock,
		postForm,
		token,
		share: async ({ pointId }) => {
			const fields = { client_id: 'app', duration: 'P3Y', point_id: pointId, decision: 'approve' };
			const location = (await postForm(AUTHORIZE_PATH, fields)).headers.get('location');

			return Number(new URL(location ?? '').searchParams.get('autorisation_id'));
		},
		measure: async (path, query) => measureAt(`/mesure_synchrone_auto/v2/${path}`, query),
		measureV5: measureAt,
		put: async (path, body) => app.request(path, { method: 'PUT', body: JSON.stringify(body) }),
	};
}
