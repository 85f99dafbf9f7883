import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import type { BuildingKey } from '../../extensions/kilowatch/src/shared/http-contract/buildings.ts';
import type {
	ConfigureAnswer,
	ConfigureRequest,
} from '../../extensions/kilowatch/src/shared/http-contract/consents.ts';
import { logIn, type Api } from './api.ts';
import { demoBuilding, walloonBuilding, type DemoBuilding } from './buildings.ts';
import { followHistory } from './follow-history.ts';
import { agree, agreeAtOres, takeBack } from './holder.ts';

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
	const ores = await readOresMeter(options);
	if (ores && !connected.has(ores.pointId) && !options.isStopping()) {
		log(
			`Connecting a meter in ${walloonBuilding.city ?? ''} at ORES, which has no public API: by an assumed one.`,
		);
		devices.push(await connectOres(api, options, ores, buildings));
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

/** The common parts of the building in Wallonia; none beside the meters of a file. */
async function readOresMeter({
	sandboxUrl,
}: FillOptions): Promise<Pick<SandboxMeter, 'pointId' | 'label'> | undefined> {
	if (process.env.KILOWATCH_SANDBOX_DATA) return undefined;
	const response = await fetch(`${sandboxUrl}/sandbox/ores/meters`);
	const meters = (await response.json()) as { ean: string; label: string; building: string }[];
	const found = meters.find(({ building }) => building === walloonBuilding.name);

	return found && { pointId: found.ean, label: found.label };
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
function connect(
	api: Api,
	options: FillOptions,
	meter: SandboxMeter,
	buildings: Map<string, BuildingKey>,
): Promise<string> {
	return connectAt(api, options, meter, {
		facts: demoBuilding(meter.building),
		buildings,
		provider: 'enedis',
		agree: (page) => agree(page, meter.pointId),
	});
}

/** The same at ORES. */
function connectOres(
	api: Api,
	options: FillOptions,
	meter: Pick<SandboxMeter, 'pointId' | 'label'>,
	buildings: Map<string, BuildingKey>,
): Promise<string> {
	return connectAt(api, options, meter, {
		facts: walloonBuilding,
		buildings,
		provider: 'ores',
		agree: (page) => agreeAtOres(page, meter.pointId),
	});
}

async function connectAt(
	api: Api,
	options: FillOptions,
	meter: Pick<SandboxMeter, 'pointId' | 'label'>,
	at: {
		facts: DemoBuilding;
		buildings: Map<string, BuildingKey>;
		provider: ConfigureRequest['provider'];
		/** what the holder does; answers where the operator's page sends them back to */
		agree: (consentPageUrl: string) => Promise<string>;
	},
): Promise<string> {
	const building =
		at.buildings.get(at.facts.name) ??
		(await api.post<{ data: { id: BuildingKey } }>('/items/buildings', at.facts)).data.id;
	at.buildings.set(at.facts.name, building);
	const request: ConfigureRequest = {
		provider: at.provider,
		scopes: ['daily', 'load_curve'],
		point_id: meter.pointId,
		label: meter.label,
	};
	const { data } = await api.post<ConfigureAnswer>(
		`/kilowatch/buildings/${building}/linky/configure`,
		request,
	);
	const consentPage = await api.open(new URL(data.authorize_path, options.directusUrl).href);
	const callbackUrl = await at.agree(consentPage.location);
	const studio = await api.open(callbackUrl, consentPage.cookie);
	if (new URL(studio.location, options.directusUrl).searchParams.get('consent') !== 'granted') {
		throw new Error(`The consent for ${meter.label} did not succeed: the way back led to ${studio.location}`);
	}
	return data.device;
}
