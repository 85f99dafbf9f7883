import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
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
	/** a file that exists while the portfolio is being filled, so that an interrupted start is continued by the next */
	unfinishedNote: string;
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
 * sync that follows. A project that has buildings is left alone, unless an interrupted start has left them half filled.
 */
export async function fillPortfolio(options: FillOptions): Promise<void> {
	const { log } = options;
	const api = await logIn(options.directusUrl, options.email, options.password).catch((error: unknown) => {
		log(`No demo portfolio: ${options.email} could not log in (${String(error)}).`);
		return undefined;
	});
	const known = api === undefined ? [] : await readBuildings(api);
	if (api === undefined || (known.length > 0 && !existsSync(options.unfinishedNote))) {
		options.onReady();
		return;
	}
	await writeFile(options.unfinishedNote, '');
	const response = await fetch(`${options.sandboxUrl}/sandbox/meters`);
	const meters = ((await response.json()) as SandboxMeter[]).slice(0, options.buildings);
	if (meters.length < options.buildings) {
		log(`The sandbox has ${meters.length} meters, so the portfolio has as many buildings.`);
	}
	const connected: ConnectedMeter[] = [];
	for (const meter of meters.filter(({ isShared }) => !isShared)) {
		connected.push(await connect(api, options, meter, known));
	}
	await rm(options.unfinishedNote);
	options.onReady();
	await followHistory(api, connected, options);
}

interface KnownBuilding {
	id: BuildingKey;
	name: string;
}

async function readBuildings(api: Api): Promise<KnownBuilding[]> {
	return (await api.get<{ data: KnownBuilding[] }>('/items/buildings?limit=-1&fields=id,name')).data;
}

async function connect(
	api: Api,
	options: FillOptions,
	meter: SandboxMeter,
	known: KnownBuilding[],
): Promise<ConnectedMeter> {
	const facts = buildingOfMeter(meter.label);
	const building =
		known.find(({ name }) => name === facts.name) ??
		(await api.post<{ data: { id: BuildingKey } }>('/items/buildings', facts)).data;
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
