import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type {
	BuildingKey,
	ConfigureAnswer,
	ConfigureRequest,
} from '../../extensions/kilowatch/src/shared/http-contract.ts';
import { logIn, type Api } from './api.ts';
import { demoBuilding } from './buildings.ts';
import { followHistory } from './follow-history.ts';
import { agree, takeBack } from './holder.ts';

export interface FillOptions {
	directusUrl: string;
	sandboxUrl: string;
	email: string;
	password: string;
	/** how many buildings at most, each with all its meters */
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
	/** the label's part before its dash: the building's name, or all of it */
	building: string;
	isShared: boolean;
	/** one of the operator's own test clients; they are left for the person to try */
	persona: number | null;
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
	const meters = await readMeters(options);
	log(`Connecting ${meters.length} meters through the consent page of the simulated operator.`);
	const buildings = new Map(known.map(({ name, id }) => [name, id]));
	const devices: string[] = [];
	const connected = await readConnectedPoints(api);
	for (const meter of meters.filter(({ pointId }) => !connected.has(pointId))) {
		if (options.isStopping()) return;
		// Given to another project before, or to this one's former database: the operator refuses to share it twice.
		if (meter.isShared) await takeBack(options.sandboxUrl, meter.pointId);
		devices.push(await connect(api, options, meter, buildings));
	}
	await rm(options.unfinishedNote);
	options.onReady();
	await followHistory(api, devices, options);
}

/** The meters of the first so many buildings. */
async function readMeters({ sandboxUrl, buildings, log }: FillOptions): Promise<SandboxMeter[]> {
	const response = await fetch(`${sandboxUrl}/sandbox/meters`);
	const meters = ((await response.json()) as SandboxMeter[]).filter(({ persona }) => persona === null);
	const names = [...new Set(meters.map(({ building }) => building))].slice(0, buildings);
	if (names.length < buildings) {
		log(`The sandbox has meters of ${names.length} buildings, so the portfolio has as many.`);
	}
	return meters.filter(({ building }) => names.includes(building));
}

async function readBuildings(api: Api): Promise<{ id: BuildingKey; name: string }[]> {
	return (
		await api.get<{ data: { id: BuildingKey; name: string }[] }>('/items/buildings?limit=-1&fields=id,name')
	).data;
}

/** The points whose meters the project already reads. */
async function readConnectedPoints(api: Api): Promise<Set<string>> {
	const { data } = await api.get<{ data: { point_id: string | null }[] }>(
		'/items/iot_devices?limit=-1&fields=point_id&filter[status][_eq]=active',
	);
	return new Set(data.flatMap(({ point_id: pointId }) => pointId ?? []));
}

/**
 * One meter, from the button to the way back.
 *
 * @param buildings the project's buildings by name; a new one is added
 * @returns the device
 */
async function connect(
	api: Api,
	options: FillOptions,
	meter: SandboxMeter,
	buildings: Map<string, BuildingKey>,
): Promise<string> {
	const facts = demoBuilding(meter.building);
	const building =
		buildings.get(facts.name) ??
		(await api.post<{ data: { id: BuildingKey } }>('/items/buildings', facts)).data.id;
	buildings.set(facts.name, building);
	const request: ConfigureRequest = {
		provider: 'enedis',
		scopes: ['daily', 'load_curve'],
		point_id: meter.pointId,
		label: meter.label,
	};
	const { data } = await api.post<ConfigureAnswer>(
		`/kilowatch/buildings/${building}/linky/configure`,
		request,
	);
	const consentPage = await api.open(new URL(data.authorize_path, options.directusUrl).href);
	const callbackUrl = await agree(consentPage.location, meter.pointId);
	const studio = await api.open(callbackUrl, consentPage.cookie);
	if (new URL(studio.location, options.directusUrl).searchParams.get('consent') !== 'granted') {
		throw new Error(`The consent for ${meter.label} did not succeed: the way back led to ${studio.location}`);
	}
	return data.device;
}
