import type { useApi } from '@directus/extensions-sdk';
import type { Metric } from '../domain/metrics.ts';
import type {
	BuildingAnswer,
	BuildingDetail,
	BuildingKey,
	PortfolioAnswer,
	Person,
} from '../shared/http-contract/buildings.ts';
import type {
	ConfigureAnswer,
	ConfigureRequest,
	InvitationAnswer,
	InvitationRequest,
	PersonalDataQuery,
	RenewAnswer,
	RevokeAnswer,
	RevokeRequest,
} from '../shared/http-contract/consents.ts';
import type { ManagerAnswer, ManagerRequest, ManagersAnswer } from '../shared/http-contract/managers.ts';
import type { OnboardingAnswer } from '../shared/http-contract/onboarding.ts';
import type { DayReading, RawReading, ReadingsOf } from '../shared/http-contract/readings.ts';
import type { SyncAnswer, SyncRunAnswer } from '../shared/http-contract/sync-runs.ts';
import type { Period } from './charts/period.ts';

/** What is needed of the app's HTTP client. */
export type HttpClient = Pick<ReturnType<typeof useApi>, 'get' | 'post'>;

/** Readings of a building, of all pages of the answer. */
export interface Readings<Row extends DayReading | RawReading> {
	rows: Row[];
	timezone: string;
	/** devices of which only days are shown */
	withheld: string[];
}

export const ROOT = '/kilowatch';

export async function getPortfolio(http: HttpClient, signal: AbortSignal): Promise<PortfolioAnswer> {
	return (await http.get<PortfolioAnswer>(`${ROOT}/portfolio`, { signal })).data;
}

export async function getBuilding(
	http: HttpClient,
	building: BuildingKey,
	signal: AbortSignal,
): Promise<BuildingDetail> {
	return (await http.get<BuildingAnswer>(pathOf(building), { signal })).data.data;
}

export interface ReadingsQuery extends Period {
	building: BuildingKey;
	metric: Metric;
	/** of this meter alone */
	device?: string | undefined;
}

/** Days of every meter of a building. */
export function getDays(
	http: HttpClient,
	query: ReadingsQuery,
	signal: AbortSignal,
): Promise<Readings<DayReading>> {
	return getReadings<DayReading>(http, query, 'day', signal);
}

/** Load curves of every meter of a building, as far as the caller may see them. */
export function getCurve(
	http: HttpClient,
	query: ReadingsQuery,
	signal: AbortSignal,
): Promise<Readings<RawReading>> {
	return getReadings<RawReading>(http, query, 'raw', signal);
}

async function getReadings<Row extends DayReading | RawReading>(
	http: HttpClient,
	{ building, metric, device, from, to }: ReadingsQuery,
	resolution: 'day' | 'raw',
	signal: AbortSignal,
): Promise<Readings<Row>> {
	const rows: Row[] = [];

	for (let cursor: string | undefined; ;) {
		const params = {
			metric,
			from,
			to,
			resolution,
			...(device !== undefined && { device }),
			...(cursor !== undefined && { cursor }),
		};
		const { data, meta } = (
			await http.get<ReadingsOf<Row>>(`${pathOf(building)}/readings`, { params, signal })
		).data;
		rows.push(...data);

		if (meta.next_cursor === null) {
			return { rows, timezone: meta.timezone, withheld: meta.withheld?.devices ?? [] };
		}

		cursor = meta.next_cursor;
	}
}

export async function configureMeter(
	http: HttpClient,
	building: BuildingKey,
	request: ConfigureRequest,
): Promise<ConfigureAnswer> {
	return (await http.post<ConfigureAnswer>(`${pathOf(building)}/linky/configure`, request)).data;
}

/** When consents were asked for, by consent; Directus answers only those that the caller may see. */
export async function getConsentTimes(
	http: HttpClient,
	consents: readonly string[],
): Promise<Readonly<Record<string, string>>> {
	const params = {
		filter: JSON.stringify({ id: { _in: consents } }),
		fields: 'id,created_at',
		limit: consents.length,
	};
	const { data } = await http.get<{ data: { id: string; created_at: string }[] }>('/items/iot_consents', {
		params,
	});

	return Object.fromEntries(data.data.map(({ id, created_at: at }) => [id, at]));
}

/** Starts a sync of all meters of a building. */
export async function startSync(http: HttpClient, building: BuildingKey): Promise<SyncAnswer['data']> {
	return (await http.post<SyncAnswer>(`${pathOf(building)}/linky/sync`, {})).data.data;
}

export async function getRun(
	http: HttpClient,
	run: string,
	signal: AbortSignal,
): Promise<SyncRunAnswer['data']> {
	return (await http.get<SyncRunAnswer>(`${ROOT}/sync-runs/${encodeURIComponent(run)}`, { signal })).data
		.data;
}

/** Takes back some scopes of a consent, or all of it, and erases the meter if asked. */
export async function revokeConsent(
	http: HttpClient,
	consent: string,
	request: RevokeRequest,
): Promise<RevokeAnswer['data']> {
	return (await http.post<RevokeAnswer>(`${consentPath(consent)}/revoke`, request)).data.data;
}

/** Asks for a new consent to the same scopes. */
export async function renewConsent(http: HttpClient, consent: string): Promise<RenewAnswer['data']> {
	return (await http.post<RenewAnswer>(`${consentPath(consent)}/renew`, {})).data.data;
}

/** Makes a link for a meter's holder; an older one works no more. */
export async function inviteHolder(
	http: HttpClient,
	device: string,
	request: InvitationRequest,
): Promise<InvitationAnswer['data']> {
	return (await http.post<InvitationAnswer>(`${devicePath(device)}/invitation`, request)).data.data;
}

export async function revokeInvitation(http: HttpClient, device: string): Promise<void> {
	await http.post(`${devicePath(device)}/invitation/revoke`, {});
}

/** All that is stored of a meter, as a file. */
export async function getPersonalData(
	http: HttpClient,
	device: string,
	format: NonNullable<PersonalDataQuery['format']>,
): Promise<Blob> {
	const params = { format } satisfies PersonalDataQuery;

	return (await http.get<Blob>(`${devicePath(device)}/personal-data`, { params, responseType: 'blob' })).data;
}

/**
 * Connects the meters of a file, or tells what would become of each line.
 *
 * @param lines as they are: which characters they are in is found out by the server
 */
export async function onboardMeters(
	http: HttpClient,
	lines: Blob,
	isDryRun: boolean,
): Promise<OnboardingAnswer> {
	const options = { params: { dry_run: isDryRun }, headers: { 'Content-Type': 'text/csv' } };

	return (await http.post<OnboardingAnswer>(`${ROOT}/onboarding`, lines, options)).data;
}

/** The people to whom a building can be handed over. */
export async function getManagers(
	http: HttpClient,
	building: BuildingKey,
	signal: AbortSignal,
): Promise<Person[]> {
	return (await http.get<ManagersAnswer>(`${pathOf(building)}/managers`, { signal })).data.data;
}

/** @returns how many had another manager before */
export async function changeManager(http: HttpClient, request: ManagerRequest): Promise<number> {
	return (await http.post<ManagerAnswer>(`${ROOT}/buildings/manager`, request)).data.data.changed;
}

/**
 * Address of a path under the API, to be opened as a page.
 *
 * @param apiRoot where the app's HTTP client sends its requests: `/`, `/cms/` or a whole address
 * @param pageAddress address of the page the app is on
 */
export function apiAddress(apiRoot: string | undefined, path: string, pageAddress: string): string {
	const root = new URL(apiRoot ?? '/', pageAddress);

	return new URL(`${root.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`, root).href;
}

/** Path of a building’s routes. */
export function pathOf(building: BuildingKey): string {
	return `${ROOT}/buildings/${encodeURIComponent(building)}`;
}

function consentPath(consent: string): string {
	return `${ROOT}/consents/${encodeURIComponent(consent)}`;
}

function devicePath(device: string): string {
	return `${ROOT}/devices/${encodeURIComponent(device)}`;
}
