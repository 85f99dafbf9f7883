import type {
	BuildingAnswer,
	BuildingKey,
	ConfigureAnswer,
	ConfigureRequest,
} from '../../extensions/kilowatch/src/shared/http-contract.ts';
import { logIn, type Api } from './api.ts';
import { buildingOfMeter } from './buildings.ts';
import { agree } from './holder.ts';

export interface FillOptions {
	directusUrl: string;
	sandboxUrl: string;
	email: string;
	password: string;
	/** how many buildings, each with one meter */
	buildings: number;
	log: (sentence: string) => void;
	/** called when the meters are connected and the history is on its way */
	onReady: () => void;
	isStopping: () => boolean;
}

interface SandboxMeter {
	pointId: string;
	label: string;
	isShared: boolean;
}

interface ConnectedMeter {
	building: BuildingKey;
	name: string;
}

/**
 * Fills an empty project as a manager and the meters' holders would: buildings, consents at the operator's page, the first
 * sync that follows. A project that has buildings is left alone.
 */
export async function fillPortfolio(options: FillOptions): Promise<void> {
	const { log } = options;
	const api = await logIn(options.directusUrl, options.email, options.password).catch((error: unknown) => {
		log(`No demo portfolio: ${options.email} could not log in (${String(error)}).`);
		return undefined;
	});
	const isEmpty = api !== undefined && (await countBuildings(api)) === 0;
	if (!isEmpty) {
		options.onReady();
		return;
	}
	const response = await fetch(`${options.sandboxUrl}/sandbox/meters`);
	const meters = ((await response.json()) as SandboxMeter[]).filter(({ isShared }) => !isShared);
	if (meters.length < options.buildings) {
		log(`The sandbox has ${meters.length} meters to connect, so the portfolio has as many buildings.`);
	}
	const connected: ConnectedMeter[] = [];
	for (const meter of meters.slice(0, options.buildings)) {
		connected.push(await connect(api, options, meter));
	}
	options.onReady();
	await followHistory(api, connected, options);
}

async function countBuildings(api: Api): Promise<number> {
	const { data } = await api.get<{ data: unknown[] }>('/items/buildings?limit=1&fields=id');
	return data.length;
}

async function connect(api: Api, options: FillOptions, meter: SandboxMeter): Promise<ConnectedMeter> {
	const facts = buildingOfMeter(meter.label);
	const { data: building } = await api.post<{ data: { id: BuildingKey } }>('/items/buildings', facts);
	const request: ConfigureRequest = {
		provider: 'enedis',
		scopes: ['daily', 'load_curve'],
		label: meter.label,
	};
	const { data } = await api.post<ConfigureAnswer>(
		`/kilowatch/buildings/${building.id}/linky/configure`,
		request,
	);
	const consentPage = await api.open(new URL(data.authorize_path, options.directusUrl).href);
	const callbackUrl = await agree(consentPage.location, meter.pointId);
	const studio = await api.open(callbackUrl, consentPage.cookie);
	const { data: detail } = await api.get<BuildingAnswer>(`/kilowatch/buildings/${building.id}`);
	if (!detail.devices.some(({ consent }) => consent?.status === 'active')) {
		throw new Error(`The consent for ${facts.name} did not succeed: the way back led to ${studio.location}`);
	}
	options.log(`Connected ${facts.name} (PRM ${meter.pointId}).`);
	return { building: building.id, name: facts.name };
}

/** Says how each meter's first sync ends; the portfolio can be used all the while. */
async function followHistory(api: Api, meters: ConnectedMeter[], options: FillOptions): Promise<void> {
	const open = new Set(meters);
	while (open.size > 0 && !options.isStopping()) {
		for (const meter of open) {
			const answer = await api
				.get<BuildingAnswer>(`/kilowatch/buildings/${meter.building}`)
				.catch((error: unknown) => {
					if (!options.isStopping()) throw error;
					return undefined;
				});
			const run = answer?.data.devices[0]?.last_run;
			if (run == null || run.status === 'queued' || run.status === 'running') continue;
			open.delete(meter);
			const outcome =
				run.status === 'succeeded'
					? 'its history is there'
					: `its first sync ${run.status}: ${run.error_message}`;
			options.log(`${meter.name}: ${outcome} (${run.rows_written} readings, ${run.provider_calls} calls).`);
		}
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}
