import type {
	ConfigureAnswer,
	ConfigureRequest,
} from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import type { SyncRunState } from '../../extensions/kilowatch/src/shared/http-contract/sync-runs.ts';
import { waitUntil } from '../../scripts/process/wait-until.ts';
import { must, post } from './ask.ts';
import type { TestServer } from './directus.ts';

/** A browser on its way to the operator: where it was sent, and the cookie it was given. */
export interface Departure {
	consentPage: URL;
	cookie: string;
	/** the whole line, with the cookie's attributes */
	setCookie: string;
}

/** A connection kept alive may be closed by a busy server just when it is used again. */
const once = { Connection: 'close' };

/** Asks for a meter to be connected in a building. */
export async function configure(
	server: TestServer,
	building: string | number,
	request: Partial<ConfigureRequest> = {},
): Promise<ConfigureAnswer['data']> {
	const body = { provider: 'enedis', scopes: ['daily', 'load_curve'], ...request };

	return post(server, `/kilowatch/buildings/${building}/linky/configure`, body);
}

/** Opens our page that sends a browser to the operator. */
export async function depart(server: TestServer, authorizePath: string): Promise<Departure> {
	const response = await server.request(authorizePath, {
		redirect: 'manual',
		headers: { 'Sec-Fetch-Site': 'same-origin' },
	});
	const [setCookie = ''] = response.headers.getSetCookie();
	const location = response.headers.get('location');
	if (location === null)
		throw new Error(`${authorizePath} answered ${response.status}: ${await response.text()}`);

	return { consentPage: new URL(location), cookie: setCookie.split(';')[0] ?? '', setCookie };
}

/** The holder opens the operator's page and decides; answers where the page sends the browser back to. */
export async function decide(
	consentPage: URL,
	pointId: string,
	decision: 'approve' | 'refuse',
): Promise<URL> {
	const page = await fetch(consentPage, { headers: once });
	if (!page.ok) throw new Error(`The consent page answered ${page.status}: ${await page.text()}`);
	const form = new URLSearchParams({ point_id: pointId, decision });
	for (const name of ['client_id', 'duration', 'state'])
		form.set(name, consentPage.searchParams.get(name) ?? '');
	const answer = await fetch(consentPage.origin + consentPage.pathname, {
		method: 'POST',
		body: form,
		headers: once,
		redirect: 'manual',
	});
	const location = answer.headers.get('location');
	if (location === null)
		throw new Error(`The consent page answered ${answer.status}: ${await answer.text()}`);

	return new URL(location);
}

/** Comes back from the operator, with that browser's cookie if there is one; answers where in the Studio it ends. */
export async function comeBack(server: TestServer, callback: URL, cookie?: string): Promise<URL> {
	const response = await fetch(callback, {
		redirect: 'manual',
		headers: { ...once, ...(cookie === undefined ? {} : { Cookie: cookie }) },
	});
	const location = response.headers.get('location');
	if (response.status !== 302 || location === null) {
		throw new Error(`The callback answered ${response.status}: ${await response.text()}`);
	}

	return new URL(location, server.url);
}

/** Connects a meter from the request to the holder's yes; answers the device. */
export async function connect(
	server: TestServer,
	building: string | number,
	pointId: string,
	request: Partial<ConfigureRequest> = {},
): Promise<string> {
	const { device, authorize_path } = await configure(server, building, { point_id: pointId, ...request });
	const { consentPage, cookie } = await depart(server, authorize_path);
	const studio = await comeBack(server, await decide(consentPage, pointId, 'approve'), cookie);
	if (studio.searchParams.get('consent') !== 'granted') throw new Error(`The consent led to ${studio.href}`);

	return device;
}

/** Waits until a device's newest run has ended. */
export async function waitForSync(server: TestServer, device: string): Promise<SyncRunState> {
	return waitUntil(
		async () => {
			const [run] = await must<SyncRunState[]>(
				server,
				`/items/iot_sync_runs?filter[device][_eq]=${device}&sort=-queued_at&limit=1`,
			);

			return run && run.status !== 'queued' && run.status !== 'running' ? run : undefined;
		},
		{ timeoutMs: 90_000, intervalMs: 200, onTimeout: () => new Error(`The sync of ${device} did not end`) },
	);
}
